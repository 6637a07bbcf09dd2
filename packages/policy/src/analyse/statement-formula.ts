import type { Chain } from '../catalogue.ts';
import {
  type ActionPart,
  type CompiledStatement,
  matchesAction,
  type ResourceEntry,
  type ResourcePart,
} from '../compile-policy.ts';
import { compileGlob } from '../glob.ts';
import { actionsThatShow } from '../plan.ts';
import { allOf, anyOf, type Formula, negate } from './formula.ts';
import type { RequestSpace } from './request-space.ts';

/** What a statement is asked about: the resource of the request or one above it that must be viewable. */
export interface Target {
  readonly chain: Chain;
  /** Undefined for the action of the request. */
  readonly action: string | undefined;
}

/** When the statement applies, as `decide` has it. One that cannot be read denies always and never allows. */
export function whenApplies(space: RequestSpace, statement: CompiledStatement, target: Target): Formula {
  if (!statement.parts) return statement.effect === 'deny';
  const resources = whenResourceMatches(space, statement.parts.resources, target);
  if (resources === false) return false;
  return allOf([resources, whenActionMatches(space, statement, target)]);
}

export function whenResourceMatches(
  space: RequestSpace,
  { negated, entries }: ResourcePart,
  target: Target,
): Formula {
  space.budget.countVisits(1 + entries.length);
  const listed = anyOf(entries.map((entry) => whenEntryMatches(space, entry, target)));
  return negated ? negate(listed) : listed;
}

export function whenEntryMatches(space: RequestSpace, entry: ResourceEntry, { chain }: Target): Formula {
  if (entry.chain !== '' && entry.chain !== chain.chain) return false;
  const literals: Formula[] = [];
  for (const { segment, type, name, tags, flags, views } of entry.tests) {
    // The views of a request are those of one segment, also when something above it is asked about.
    if (views.length > 0 && segment !== space.chain.viewSegment) return false;
    if (name) literals.push(space.name(segment, name));
    for (const tag of tags) literals.push(space.tag(type, tag));
    for (const flag of flags) literals.push(space.flag(type, flag.name, flag.value));
    for (const view of views) literals.push(space.view(view));
  }
  return allOf(literals);
}

export function whenActionMatches(
  space: RequestSpace,
  { effect, parts }: CompiledStatement,
  { chain, action }: Target,
): Formula {
  if (!parts) return effect === 'deny';
  const { actions } = parts;
  const tries = effect === 'allow' && chain.type?.viewAction !== undefined ? chain.actions.size : 0;
  space.budget.countVisits(1 + actions.names.size + actions.globs.length * (1 + tries));
  const shown = effect === 'allow' ? shownAction(actions, chain) : undefined;
  if (action !== undefined) return action === shown || matchesAction(actions, action);
  space.actionParts.add(actions);
  const listed = anyOf([
    ...Array.from(actions.names, (name) => space.action(exactly(name))),
    ...actions.globs.map((glob) => space.action(glob)),
  ]);
  const matches = actions.negated ? negate(listed) : listed;
  return shown === undefined ? matches : anyOf([matches, space.action(exactly(shown))]);
}

/** The view action that is allowed besides the ones listed, because one of those is. */
export function shownAction(actions: ActionPart, chain: Chain): string | undefined {
  const viewAction = chain.type?.viewAction;
  if (viewAction === undefined) return undefined;
  return actionsThatShow(chain, viewAction).some((each) => matchesAction(actions, each))
    ? viewAction
    : undefined;
}

/** The glob of one action, whose name holds no star. */
export function exactly(action: string) {
  return compileGlob(action);
}
