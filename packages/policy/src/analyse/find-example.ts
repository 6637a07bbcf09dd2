import type { Catalogue } from '../catalogue.ts';
import type { CompiledStatement, ResourceEntry } from '../compile-policy.ts';
import type { InnerKind } from '../contains.ts';
import type { Glob } from '../glob.ts';
import type { Rights } from '../rights.ts';
import { type Budget, untilSpent } from './budget.ts';
import { isBeyond } from './is-beyond.ts';
import type { Witness } from './request-space.ts';
import { isWord, type Universe, type WordRules } from './word-rules.ts';

/** The part of the whole budget that the examples may use. */
const SHARE = 0.1;
/** The widest entries are tried first; after these, a search is the quicker way. */
const MAX_EXAMPLES = 64;

/**
 * A request beyond the outer rights, found by asking about one plain example of what each inner entry allows, the
 * widest entries first. Finding none says nothing. It is cheap where a proof is dear: a policy made to exhaust the
 * search is refused by the most that it allows.
 */
export function findExample(
  outer: Rights,
  inner: Rights,
  kind: InnerKind,
  universe: Universe,
  budget: Budget,
): Witness | undefined {
  const found = untilSpent(() => {
    budget.startShare(SHARE);
    const effort = sizeOf(outer) + sizeOf(inner);
    let tried = 0;
    for (const { statement, entry } of widestFirst(inner)) {
      for (const example of examplesOf(statement, entry, inner.catalogue, universe)) {
        if (++tried > MAX_EXAMPLES) return undefined;
        budget.countVisits(effort);
        if (isBeyond(outer, inner, kind, example)) return example;
      }
    }
    return undefined;
  });
  return found === 'spent' ? undefined : found;
}

interface Grant {
  readonly statement: CompiledStatement;
  readonly entry: ResourceEntry;
}

function widestFirst({ parts: [first] }: Rights): Grant[] {
  const grants: Grant[] = [];
  for (const { policy } of first.roles) {
    for (const statement of policy.statements) {
      const resources = statement.parts?.resources;
      if (statement.effect === 'deny' || !resources || resources.negated) continue;
      for (const entry of resources.entries) grants.push({ statement, entry });
    }
  }
  const width = ({ entry }: Grant) => (entry.chain === '' ? -1 : entry.tests.length);
  return grants.sort((a, b) => width(a) - width(b));
}

/** How much deciding one request can cost. */
function sizeOf({ parts }: Rights): number {
  let size = 0;
  for (const { policy } of parts.flatMap(({ roles }) => roles)) {
    for (const { parts: read } of policy.statements) {
      size += 2 + (read ? read.resources.entries.length + read.actions.globs.length : 0);
    }
  }
  return size;
}

function* examplesOf(
  { parts }: CompiledStatement,
  entry: ResourceEntry,
  catalogue: Catalogue,
  universe: Universe,
): Generator<Witness> {
  if (!parts) return;
  const { names, globs, negated } = parts.actions;
  const patterns = negated ? [] : globs.map((glob) => fill(glob, universe.action));
  for (const chain of entry.chain === '' ? catalogue.chains.keys() : [entry.chain]) {
    const example = exampleOn(chain, entry, universe);
    if (!example) continue;
    const known = catalogue.chains.get(chain)?.actions.keys() ?? [];
    // On a chain that the entry does not name, one action shows as much as any other.
    const actions = entry.chain === '' ? [...known].slice(0, 1) : [...known, ...names, ...patterns];
    for (const action of new Set(actions)) yield { action, ...example };
  }
}

/** A resource that the entry matches, with the tags and the rest that it asks for. */
function exampleOn(
  chain: string,
  entry: ResourceEntry,
  universe: Universe,
): Omit<Witness, 'action'> | undefined {
  const names = new Map<number, string>();
  const tags = new Map<string, string[]>();
  const properties = new Map<string, Map<string, boolean>>();
  const views: string[] = [];
  for (const test of entry.tests) {
    const name = test.name && fill(test.name, universe.name);
    if (name !== undefined) names.set(test.segment, name);
    if (name !== undefined && !isWord(name, universe.name)) return undefined;
    const filled = test.tags.map((tag) => fill(tag, universe.tag));
    if (filled.length > 0) tags.set(test.type, [...(tags.get(test.type) ?? []), ...filled]);
    const flags = properties.get(test.type) ?? new Map<string, boolean>();
    for (const flag of test.flags) flags.set(flag.name, flag.value);
    if (flags.size > 0) properties.set(test.type, flags);
    views.push(...test.views);
  }
  const any = universe.name.first.charAt(0);
  const segments = chain
    .split(':')
    .map((segment, index) => segment.replace('*', () => names.get(index) ?? any));
  return {
    resource: segments.join(':'),
    ...(tags.size > 0 && { tags: Object.fromEntries(tags) }),
    ...(properties.size > 0 && {
      properties: Object.fromEntries(
        Array.from(properties, ([type, flags]) => [type, Object.fromEntries(flags)] as const),
      ),
    }),
    ...(views.length > 0 && { views }),
  };
}

function fill({ prefix, middle, suffix }: Glob, rules: WordRules): string {
  return middle === undefined ? prefix : [prefix, ...middle, suffix].join(rules.first.charAt(0));
}
