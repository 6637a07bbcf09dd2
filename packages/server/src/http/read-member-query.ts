import type { AccessRequest } from '@keyward/policy';
import { Failure } from '../failure.ts';
import type { LastSeenFilter, MemberFilter, MemberOrder, MemberQuery } from '../members/member-filter.ts';
import { MEMBER_EXPANSIONS, type MemberExpansion } from '../members/member-view.ts';

/** The last version of the API that knows the filter `accessCheck`. */
const LAST_ACCESS_CHECK_VERSION = 20220603;
const FIELDS = ['query', 'role', 'id', 'email', 'team', 'noteam', 'lastSeen', 'accessCheck'] as const;

type Field = (typeof FIELDS)[number];

export interface ReadMemberQuery extends MemberQuery {
  /** Only members who may do this. */
  readonly access?: AccessRequest;
}

/**
 * Reads `filter` and `sort` of a list of members.
 *
 * @throws Failure `invalid_request` that names the field
 */
export function readMemberQuery(
  { filter = '', sort = '' }: { readonly filter?: string; readonly sort?: string },
  apiVersion: number,
): ReadMemberQuery {
  const { accessCheck, ...texts } = readFields(filter);
  if (accessCheck !== undefined && apiVersion > LAST_ACCESS_CHECK_VERSION) {
    throw refusal('accessCheck', `is known up to version ${LAST_ACCESS_CHECK_VERSION} of the API only`);
  }
  return {
    filter: filterFrom(texts),
    orders: namesIn(sort).map(orderFrom),
    ...(accessCheck !== undefined && { access: accessFrom(accessCheck) }),
  };
}

/** @throws Failure `invalid_request` that names what cannot be expanded */
export function readMemberExpansions(expand = ''): readonly MemberExpansion[] {
  return namesIn(expand).map((name) => {
    const known = MEMBER_EXPANSIONS.find((expansion) => expansion === name);
    if (known !== undefined) return known;
    throw new Failure('invalid_request', `\`expand\`: there is no \`${name.slice(0, 40)}\``, {
      hint: `it takes ${MEMBER_EXPANSIONS.map((each) => `\`${each}\``).join(', ')}`,
    });
  });
}

/** @throws Failure `invalid_request` */
export function lastSeenFrom(field: string, value: unknown): LastSeenFilter {
  const [[name, given] = [], ...more] =
    typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (more.length === 0) {
    if ((name === 'never' || name === 'noData') && given === true) return name;
    if (name === 'before' && Number.isSafeInteger(given)) return { beforeMs: Number(given) };
  }
  throw refusal(field, 'takes `{"never":true}`, `{"noData":true}` or `{"before":<milliseconds since 1970>}`');
}

/** Values between `|`, of which none may be empty. */
export function choicesIn(field: string, text: string): readonly string[] {
  const choices = text.split('|').map((choice) => choice.trim());
  if (choices.includes('')) throw refusal(field, 'has an empty value');
  return choices;
}

/** A field ends at the first colon, a filter at a comma; only the JSON of `lastSeen` may hold commas. */
function readFields(text: string): Readonly<Partial<Record<Field, string>>> {
  const found: Partial<Record<Field, string>> = {};
  for (let rest = text; rest.trim() !== ''; ) {
    const { field, from } = fieldOf(rest);
    const valueLength = endOf(field, rest.slice(from));
    if (found[field] !== undefined) throw refusal(field, 'is given twice');
    found[field] = rest.slice(from, from + valueLength).trim();
    if (found[field] === '') throw refusal(field, 'has no value');
    rest = rest.slice(from + valueLength + 1);
  }
  return found;
}

function fieldOf(text: string): { readonly field: Field; readonly from: number } {
  const [part = ''] = text.split(',', 1);
  const [name = ''] = part.split(':', 1);
  const field = FIELDS.find((known) => known === name.trim());
  if (field !== undefined && part.includes(':')) return { field, from: name.length + 1 };
  throw new Failure('invalid_request', `\`filter\`: \`${part.slice(0, 40)}\` is no filter`, {
    hint: `write \`field:value\`, the field one of ${FIELDS.map((known) => `\`${known}\``).join(', ')}`,
  });
}

/** How long the value is with which a text begins. */
function endOf(field: Field, text: string): number {
  const braces = field === 'lastSeen' ? /^\s*\{[^}]*\}\s*(?=,|$)/.exec(text) : null;
  const comma = text.indexOf(',');
  return braces?.[0].length ?? (comma === -1 ? text.length : comma);
}

function filterFrom(texts: Readonly<Partial<Record<Field, string>>>): MemberFilter {
  const { query, role, id, email, team, noteam, lastSeen } = texts;
  return {
    ...(query !== undefined && { query }),
    ...(role !== undefined && { roles: choicesIn('role', role) }),
    ...(id !== undefined && { ids: choicesIn('id', id) }),
    ...(email !== undefined && { emails: choicesIn('email', email) }),
    ...(team !== undefined && { team }),
    ...(noteam !== undefined && { hasNoTeam: truthFrom('noteam', noteam) }),
    ...(lastSeen !== undefined && { lastSeen: lastSeenFrom('lastSeen', parsed(lastSeen)) }),
  };
}

function truthFrom(field: string, text: string): boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  throw refusal(field, 'takes `true` or `false`');
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function accessFrom(text: string): AccessRequest {
  const [action = ''] = text.split(':', 1);
  const resource = text.slice(action.length + 1);
  if (action !== '' && resource !== '') return { action, resource };
  throw refusal('accessCheck', 'takes an action and a resource: `viewProject:proj/web`');
}

function orderFrom(name: string): MemberOrder {
  const isDescending = name.startsWith('-');
  const by = isDescending ? name.slice(1) : name;
  if (by === 'displayName' || by === 'lastSeen') return { by, isDescending };
  throw new Failure('invalid_request', `\`sort\`: there is no \`${by.slice(0, 40)}\``, {
    hint: 'it takes `displayName` and `lastSeen`, each with `-` before it for the other direction',
  });
}

function namesIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function refusal(field: string, problem: string): Failure {
  return new Failure('invalid_request', `\`filter\`: \`${field}\` ${problem}`);
}
