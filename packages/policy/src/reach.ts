import type { Condition } from './candidate.ts';
import { lookUpChain } from './catalogue.ts';
import { type CandidateIndex, planDecision } from './plan.ts';
import type { CompiledPart, CompiledRole, Rights } from './rights.ts';

/**
 * Which resources of one chain an action may be allowed on: none, every one, or none but those that a glob matches.
 * A glob is a whole resource in which `*` stands for any characters: `member/*:token/6109*`.
 */
export type Reach = 'none' | 'every' | { readonly globs: readonly string[] };

/**
 * Narrows down where rights allow an action, so that a store can look there alone. What is within reach may still be
 * denied, unless the reach is `every`; what is out of it never is allowed.
 */
export function reachOf({ catalogue, parts }: Rights, chain: string, action: string): Reach {
  if (chain === '') return 'none';
  const described = lookUpChain(catalogue, chain);
  const reachOfRole = ({ policy }: CompiledRole): Reach => {
    const { denies, allows } = planDecision(policy, described, action);
    const denied = candidatesIn(denies);
    const allowed = candidatesIn(allows);
    if (allowed.length === 0 || denied.some(isCertain)) return 'none';
    if (denied.length === 0 && allowed.some(isCertain)) return 'every';
    return { globs: [...new Set(allowed.map((condition) => globOf(chain, condition)))] };
  };
  const reachOfPart = ({ roles }: CompiledPart) => unite(roles.map(reachOfRole));
  return intersect(parts.map(reachOfPart));
}

function candidatesIn({ unnamed, named }: CandidateIndex): readonly Condition[] {
  return [...unnamed, ...named.flatMap(({ byName }) => [...byName.values()].flat())];
}

function isCertain({ tests, exceptions }: Condition): boolean {
  return tests.length + exceptions.length === 0;
}

function globOf(chain: string, { tests }: Condition): string {
  const segments = chain.split(':').map((text, segment) => {
    const name = tests.find((test) => test.segment === segment)?.name;
    return name === undefined ? text : text.replace('*', () => name.pattern);
  });
  return segments.join(':');
}

/** One role is enough. */
function unite(reaches: readonly Reach[]): Reach {
  if (reaches.includes('every')) return 'every';
  const globs = reaches.flatMap((reach) => (typeof reach === 'string' ? [] : reach.globs));
  return globs.length === 0 ? 'none' : { globs };
}

/** Every part must allow: what one of them leaves is no less than what all of them do. */
function intersect(reaches: readonly Reach[]): Reach {
  if (reaches.includes('none')) return 'none';
  return reaches.find((reach) => reach !== 'every') ?? 'every';
}
