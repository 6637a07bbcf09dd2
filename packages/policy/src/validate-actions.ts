import type { Catalogue } from './catalogue.ts';
import { closestWord } from './closest-word.ts';
import { compileGlob, isPattern, matchesGlob } from './glob.ts';
import { MAX_ACTION_LENGTH } from './policy-limits.ts';
import { type PolicyProblem, type ProblemList, quote } from './policy-problem.ts';
import type { StatementShape } from './read-statement.ts';
import type { ResourceType } from './resource-type.ts';
import type { StatementChains } from './validate-resources.ts';

const ACTION = /^[A-Za-z0-9_.*-]+$/;
const MAX_TYPES_NAMED = 3;

export class ActionValidator {
  /** Patterns seen so far. */
  globs = 0;
  readonly #catalogue: Catalogue;
  readonly #list: ProblemList;

  constructor(catalogue: Catalogue, list: ProblemList) {
    this.#catalogue = catalogue;
    this.#list = list;
  }

  /** Adds what is wrong with the action part of a statement about the resources of these chains. */
  validate(statement: number, { actions }: StatementShape, chains: StatementChains | undefined): void {
    const { field, entries } = actions;
    const about = chains && this.#typesOf(chains);
    for (const [index, action] of entries.entries()) {
      if (this.#list.isFull()) return;
      if (isPattern(action)) this.globs += 1;
      const fault = faultOf(action) ?? (about && this.#unknownAction(action, about));
      if (!fault) continue;
      const { what, hint, ...problem } = fault;
      const message = `${what} in statement ${statement + 1}; ${hint}`;
      this.#list.add({ statement, field, index, ...problem, message });
    }
  }

  #typesOf(chains: StatementChains): readonly ResourceType[] {
    if (chains === 'every') return [...this.#catalogue.types.values()];
    return [...new Set(Array.from(chains.values(), ({ type }) => type).filter((type) => type !== undefined))];
  }

  /** New actions of LaunchDarkly appear every month, so there an unknown one is stored. */
  #unknownAction(action: string, about: readonly ResourceType[]): ActionFault | undefined {
    if (about.some((type) => hasAction(type, action))) return undefined;
    const severity = about.some((type) => type.origin === 'launchdarkly') ? 'warning' : 'error';
    if (this.#list.isFull(severity)) return undefined;
    const listed = namesOf(about);
    const elsewhere = [...this.#catalogue.types.values()].filter((type) => hasAction(type, action));
    if (elsewhere.length > 0) {
      const what = `${quote(action)} is no action of ${listed}`;
      return { severity, code: 'action-of-other-type', what, hint: `it belongs to ${namesOf(elsewhere)}` };
    }
    const what = `unknown action ${quote(action)}`;
    const known = about.flatMap((type) => Object.keys(type.actions));
    const closest = action.includes('*') ? undefined : closestWord(action, known);
    if (closest === undefined) {
      return { severity, code: 'unknown-action', what, hint: `take one of the actions of ${listed}` };
    }
    const hint = `did you mean \`${closest}\`?`;
    return { severity, code: 'unknown-action', what, hint, replacement: [closest] };
  }
}

interface ActionFault extends Pick<PolicyProblem, 'severity' | 'code' | 'replacement'> {
  readonly what: string;
  readonly hint: string;
}

function faultOf(action: string): ActionFault | undefined {
  if (action.length > MAX_ACTION_LENGTH) {
    const what = `the action ${quote(action)} has over ${MAX_ACTION_LENGTH} characters`;
    return malformed(what, 'shorten it');
  }
  const normal = action.normalize('NFKC');
  if (normal !== action) {
    const what = `the action ${quote(action)} holds compatibility characters`;
    return { ...malformed(what, `write ${quote(normal)}`), code: 'not-normal', replacement: [normal] };
  }
  if (action.includes('${')) {
    return malformed(`placeholder ${quote(action)} among the actions`, 'write the action itself');
  }
  if (!ACTION.test(action)) {
    const what = `${quote(action)} is no action`;
    return malformed(what, 'write a name such as `updateOn`, or a pattern such as `update*`');
  }
  if (action.includes('**')) {
    const instead = action.replace(/\*+/g, '*');
    const what = `\`**\` in the action ${quote(action)} means no more than \`*\``;
    return { ...malformed(what, `write \`${instead}\``), replacement: [instead] };
  }
  return undefined;
}

function malformed(what: string, hint: string): ActionFault {
  return { severity: 'error', code: 'malformed-action', what, hint };
}

function hasAction({ actions }: ResourceType, action: string): boolean {
  if (!action.includes('*')) return Object.hasOwn(actions, action);
  const glob = compileGlob(action);
  return action === '*' || Object.keys(actions).some((name) => matchesGlob(glob, name));
}

function namesOf(types: readonly ResourceType[]): string {
  const names = types.slice(0, MAX_TYPES_NAMED).map(({ name }) => `\`${name}\``);
  return `${names.join(', ')}${types.length > MAX_TYPES_NAMED ? ' and others' : ''}`;
}
