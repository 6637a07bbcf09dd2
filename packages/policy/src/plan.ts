import { applies, type Candidate, type Condition, type Facts } from './candidate.ts';
import type { Chain } from './catalogue.ts';
import {
  type CompiledPolicy,
  type CompiledStatement,
  matchesAction,
  type ResourcePart,
  type SegmentTest,
} from './compile-policy.ts';
import type { Effect } from './statement.ts';

/**
 * What one policy says of one chain and one action: only the statements about both, found by the names that
 * they ask for. So a decision costs no more for statements about other things.
 */
export interface Plan {
  readonly denies: CandidateIndex;
  readonly allows: CandidateIndex;
}

export interface CandidateIndex {
  readonly unnamed: readonly Candidate[];
  readonly named: readonly NameIndex[];
}

interface NameIndex {
  readonly segment: number;
  readonly byName: ReadonlyMap<string, readonly Candidate[]>;
}

/** Up to here it is faster to try each candidate than to look one up. */
const MAX_UNINDEXED = 8;

export function planDecision(policy: CompiledPolicy, chain: Chain, action: string): Plan {
  const about = policy.statements.filter((statement) => isAbout(statement, chain, action));
  const ofEffect = (effect: Effect) => about.filter((statement) => statement.effect === effect);
  return {
    denies: indexByName(ofEffect('deny').flatMap((statement) => candidatesOf(statement, chain))),
    allows: indexByName(ofEffect('allow').flatMap((statement) => candidatesOf(statement, chain))),
  };
}

/** The statement that applies, a deny before any allow. */
export function followPlan({ denies, allows }: Plan, facts: Facts): CompiledStatement | undefined {
  return findApplying(denies, facts) ?? findApplying(allows, facts);
}

function findApplying({ unnamed, named }: CandidateIndex, facts: Facts): CompiledStatement | undefined {
  for (let index = 0; index < unnamed.length; index++) {
    const candidate = unnamed[index];
    if (candidate !== undefined && applies(candidate, facts)) return candidate.statement;
  }
  for (let index = 0; index < named.length; index++) {
    const names = named[index];
    if (names === undefined) break;
    const candidates = names.byName.get(facts.names[names.segment] ?? '');
    if (candidates === undefined) continue;
    for (const candidate of candidates) {
      if (applies(candidate, facts)) return candidate.statement;
    }
  }
  return undefined;
}

/** Whether one statement applies to a request, taken alone. */
export function statementApplies(
  statement: CompiledStatement,
  chain: Chain,
  action: string,
  facts: Facts,
): boolean {
  if (!isAbout(statement, chain, action)) return false;
  return !statement.parts || resourceApplies(statement.parts.resources, chain, facts);
}

/** Whether the resource part of a statement matches a resource, whatever the action. */
export function resourceApplies(resources: ResourcePart, chain: Chain, facts: Facts): boolean {
  return conditionsOf(resources, chain).some((condition) => applies(condition, facts));
}

/** Whether the action part of a statement matches, or shows what it allows. */
export function isAbout({ effect, parts }: CompiledStatement, chain: Chain, action: string): boolean {
  if (!parts) return effect === 'deny';
  if (matchesAction(parts.actions, action)) return true;
  return (
    effect === 'allow' && actionsThatShow(chain, action).some((each) => matchesAction(parts.actions, each))
  );
}

/**
 * The actions of which one is enough to allow `viewAction` too: whoever may do something to one of Keyward's own
 * resources may view it. Making a personal token is left out: one does it for oneself, and it shows nobody else's.
 */
export function actionsThatShow({ type, actions }: Chain, viewAction: string): readonly string[] {
  if (type?.origin !== 'keyward' || type.viewAction !== viewAction) return [];
  return [...actions.keys()].filter((each) => type.name !== 'token' || each !== 'createAccessToken');
}

function candidatesOf(statement: CompiledStatement, chain: Chain): Candidate[] {
  if (!statement.parts) return [{ statement, tests: [], exceptions: [] }];
  return conditionsOf(statement.parts.resources, chain).map((condition) => ({ statement, ...condition }));
}

/** What is asked of a resource of the chain; one of these is enough. */
function conditionsOf({ negated, entries }: ResourcePart, chain: Chain): Condition[] {
  const reachable = entries
    .filter((entry) => entry.chain === '' || entry.chain === chain.chain)
    .map((entry) => entry.tests)
    .filter((tests) => tests.every((test) => test.views.length === 0 || test.segment === chain.viewSegment));
  if (!negated) return reachable.map((tests) => ({ tests, exceptions: [] }));
  if (reachable.some((tests) => tests.length === 0)) return [];
  return [{ tests: [], exceptions: reachable }];
}

function indexByName(candidates: readonly Candidate[]): CandidateIndex {
  const certain = candidates.find(({ tests, exceptions }) => tests.length + exceptions.length === 0);
  if (certain) return { unnamed: [certain], named: [] };
  if (candidates.length <= MAX_UNINDEXED) return { unnamed: candidates, named: [] };

  const variety = countNames(candidates);
  const unnamed: Candidate[] = [];
  const maps = new Map<number, Map<string, Candidate[]>>();
  for (const candidate of candidates) {
    const test = mostTelling(candidate.tests, variety);
    if (!test) {
      unnamed.push(candidate);
      continue;
    }
    const byName = maps.get(test.segment) ?? new Map<string, Candidate[]>();
    const sameName = byName.get(test.name) ?? [];
    sameName.push(candidate);
    maps.set(test.segment, byName.set(test.name, sameName));
  }
  return { unnamed, named: Array.from(maps, ([segment, byName]) => ({ segment, byName })) };
}

interface ExactName {
  readonly segment: number;
  readonly name: string;
}

function exactNames(tests: readonly SegmentTest[]): ExactName[] {
  return tests.flatMap(({ segment, name }) =>
    name && name.middle === undefined ? [{ segment, name: name.prefix }] : [],
  );
}

/** How many exact names the candidates ask for in each segment. */
function countNames(candidates: readonly Candidate[]): ReadonlyMap<number, number> {
  const names = new Map<number, Set<string>>();
  for (const { segment, name } of candidates.flatMap(({ tests }) => exactNames(tests))) {
    names.set(segment, (names.get(segment) ?? new Set()).add(name));
  }
  return new Map(Array.from(names, ([segment, distinct]) => [segment, distinct.size]));
}

/** The exact name in the segment where names differ most. */
function mostTelling(
  tests: readonly SegmentTest[],
  variety: ReadonlyMap<number, number>,
): ExactName | undefined {
  const varietyOf = ({ segment }: ExactName) => variety.get(segment) ?? 0;
  return exactNames(tests).sort((a, b) => varietyOf(b) - varietyOf(a))[0];
}
