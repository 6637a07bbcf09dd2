import { closestWord } from './closest-word.ts';
import { MAX_LIST_ENTRIES } from './policy-limits.ts';
import { type PolicyProblem, type ProblemList, quote } from './policy-problem.ts';

/** A statement whose shape is right; its entries are still any texts. */
export interface StatementShape {
  readonly resources: EntryList;
  readonly actions: EntryList;
  /** Characters of its JSON without spaces. */
  readonly length: number;
}

export interface EntryList {
  readonly field: ListField;
  readonly negated: boolean;
  readonly entries: readonly string[];
}

type ListField = 'resources' | 'notResources' | 'actions' | 'notActions';

const FIELDS = ['effect', 'resources', 'notResources', 'actions', 'notActions'];

/** Reads one statement and adds what is wrong with its shape. Undefined when its entries cannot be looked at. */
export function readStatement(
  statement: unknown,
  index: number,
  list: ProblemList,
): StatementShape | undefined {
  const place = `statement ${index + 1}`;
  const addError = (problem: Omit<PolicyProblem, 'severity' | 'statement'>) =>
    list.add({ severity: 'error', statement: index, ...problem });

  if (!isRecord(statement)) {
    const message = `${place} is no object; write it as in \`{"effect":"allow","resources":["proj/*"],"actions":["*"]}\``;
    addError({ code: 'not-a-statement', message });
    return undefined;
  }
  for (const field of Object.keys(statement)) {
    if (list.isFull()) return undefined;
    if (FIELDS.includes(field)) continue;
    const closest = closestWord(field, FIELDS);
    const hint = closest === undefined ? 'leave it out' : `did you mean \`${closest}\`?`;
    addError({
      code: 'unknown-field',
      field,
      message: `unknown field ${quote(field)} in ${place}; ${hint}`,
      ...(closest !== undefined && { replacement: [closest] }),
    });
  }
  const effect = ownValue(statement, 'effect');
  if (effect !== 'allow' && effect !== 'deny') {
    const found = typeof effect === 'string' ? `is ${quote(effect)}` : 'is missing or no text';
    const message = `the effect of ${place} ${found}; write \`allow\` or \`deny\``;
    addError({ code: 'bad-effect', field: 'effect', message });
  }
  const lists = readLists(statement, place, addError);
  if (!lists) return undefined;
  const resources = chooseList(lists.resources, lists.notResources, place, addError);
  const actions = chooseList(lists.actions, lists.notActions, place, addError);
  if (!resources || !actions) return undefined;
  if (resources.negated && actions.negated) {
    const message = `${place} has \`notResources\` and \`notActions\`, so it is about nearly everything; say what it is about`;
    list.add({ severity: 'warning', code: 'both-negated', statement: index, message });
  }
  return { resources, actions, length: lengthOf(effect, resources, actions) };
}

type AddError = (problem: Omit<PolicyProblem, 'severity' | 'statement'>) => void;

function readLists(
  statement: Readonly<Record<string, unknown>>,
  place: string,
  addError: AddError,
): Record<ListField, EntryList> | undefined {
  const read = (field: ListField) => readList(statement, field, place, addError);
  const resources = read('resources');
  const notResources = read('notResources');
  const actions = read('actions');
  const notActions = read('notActions');
  if (!resources || !notResources || !actions || !notActions) return undefined;
  return { resources, notResources, actions, notActions };
}

function readList(
  statement: Readonly<Record<string, unknown>>,
  field: ListField,
  place: string,
  addError: AddError,
): EntryList | undefined {
  const value = ownValue(statement, field);
  const negated = field === 'notResources' || field === 'notActions';
  if (value === undefined) return { field, negated, entries: [] };
  if (!Array.isArray(value)) {
    const message = `\`${field}\` of ${place} is no list; put its entries between \`[\` and \`]\``;
    addError({ code: 'not-a-list', field, message });
    return undefined;
  }
  if (value.length > MAX_LIST_ENTRIES) {
    const message = `\`${field}\` of ${place} has ${value.length} entries and may have ${MAX_LIST_ENTRIES}; write several statements`;
    addError({ code: 'too-many-entries', field, message });
    return undefined;
  }
  const entries: string[] = [];
  for (const [index, entry] of value.entries()) {
    if (typeof entry === 'string') {
      entries.push(entry);
      continue;
    }
    const message = `entry ${index + 1} of \`${field}\` in ${place} is no text; put it between quotes`;
    addError({ code: 'not-a-text', field, index, message });
  }
  return entries.length === value.length ? { field, negated, entries } : undefined;
}

function chooseList(
  listed: EntryList,
  excepted: EntryList,
  place: string,
  addError: AddError,
): EntryList | undefined {
  const [isListed, isExcepted] = [listed.entries.length > 0, excepted.entries.length > 0];
  if (isListed && isExcepted) {
    const message = `${place} has both \`${listed.field}\` and \`${excepted.field}\`; keep one of them`;
    addError({ code: 'both-lists', field: excepted.field, message });
    return undefined;
  }
  if (!isListed && !isExcepted) {
    const message = `${place} has neither \`${listed.field}\` nor \`${excepted.field}\`; give one of them an entry`;
    addError({ code: 'missing-list', field: listed.field, message });
    return undefined;
  }
  return isListed ? listed : excepted;
}

function lengthOf(effect: unknown, ...lists: readonly EntryList[]): number {
  const statement = Object.fromEntries(lists.map(({ field, entries }) => [field, entries]));
  return JSON.stringify({ effect: effect === 'deny' ? 'deny' : 'allow', ...statement }).length;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of the input itself: `constructor` and the like are fields of every object otherwise. */
function ownValue(record: Readonly<Record<string, unknown>>, field: string): unknown {
  return Object.hasOwn(record, field) ? record[field] : undefined;
}
