import { holdsPartOfSecret } from '../app/secret-form.ts';

/** What the address says of the list: which tokens, in which order, which page. */
export interface TokenSearch {
  readonly q?: string;
  /** `active` when absent; `all` is every one. */
  readonly status?: string;
  readonly type?: string;
  readonly role?: string;
  readonly owner?: string;
  readonly health?: HealthKind;
  /** Such as `30d`. */
  readonly unusedFor?: string;
  readonly sort?: string;
  readonly cursor?: string;
  /** Which number the first token of the page has. */
  readonly from?: number;
  readonly limit?: number;
}

export const HEALTH_KINDS = ['expiring', 'unused', 'old', 'calledAfterEnd'] as const;
export type HealthKind = (typeof HEALTH_KINDS)[number];

export const STATUSES = ['active', 'disabled', 'expired', 'holder_gone', 'all'] as const;
export const SORTS = ['name', 'creationDate', 'lastModified', 'lastUsed', 'expiry', 'requests'] as const;
export const PAGE_SIZES = [25, 50, 100] as const;
/** What needs somebody stands first; what is searched for, and what all needs somebody, by last use. */
const [ATTENTION_FIRST, LATEST_USE_FIRST] = ['attention', '-lastUsed'];

/** What is undefined is taken out. */
export type SearchChange = { readonly [Key in keyof TokenSearch]: TokenSearch[Key] | undefined };

type Raw = Readonly<Record<string, unknown>>;

/** Reads an address that somebody may have typed: what cannot be meant is left out. */
export function readTokenSearch(raw: Raw): TokenSearch {
  const { q, status, type, role, owner, health, unusedFor, sort, cursor, from, limit } = raw;
  const sorts = SORTS.flatMap((name) => [name, `-${name}`]);
  const wanted = {
    q: searchable(textOf(q)),
    status: oneOf(status, STATUSES),
    type: oneOf(type, ['personal', 'service']),
    role: textOf(role),
    owner: textOf(owner),
    health: oneOf(health, HEALTH_KINDS),
    unusedFor: /^[1-9]\d{0,3}[hdw]$/.test(String(unusedFor)) ? String(unusedFor) : undefined,
    sort: oneOf(sort, sorts),
    cursor: textOf(cursor),
    from: Number.isSafeInteger(from) && Number(from) > 1 ? Number(from) : undefined,
    limit: PAGE_SIZES.find((size) => size === limit),
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}

/** The query of the API for a search. */
export function tokenQueryOf(search: TokenSearch) {
  const { q, status = 'active', type, role, owner, health, unusedFor, cursor = '' } = search;
  return {
    showAll: true,
    include: 'access,usage',
    limit: search.limit ?? PAGE_SIZES[0],
    cursor,
    sort: sortOf(search) as 'name',
    ...(q && { q }),
    // What is behind a count says itself which states it means.
    ...(health ? { health } : status !== 'all' && { status }),
    ...(type && { type }),
    ...(role && { role }),
    ...(owner && { owner }),
    ...(unusedFor && { unusedFor }),
  };
}

/** The order that the list is in. */
export function sortOf({ sort, q, health }: TokenSearch): string {
  return sort ?? (q === undefined && health === undefined ? ATTENTION_FIRST : LATEST_USE_FIRST);
}

/** Another selection begins at its first page. */
export function withChange(search: TokenSearch, change: SearchChange): TokenSearch {
  const { cursor: _, from: __, ...rest } = search;
  return readTokenSearch({ ...rest, ...change });
}

/** Whether anything is chosen beyond what an untouched list shows. */
export function isNarrowed({ q, status, type, role, owner, health, unusedFor }: TokenSearch): boolean {
  return [q, status, type, role, owner, health, unusedFor].some((value) => value !== undefined);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== ''
    ? value.slice(0, 8_192)
    : typeof value === 'number'
      ? String(value)
      : undefined;
}

/** A secret in an old link is not searched for, and stays in no address that this page makes. */
function searchable(text: string | undefined): string | undefined {
  return text !== undefined && holdsPartOfSecret(text) ? undefined : text;
}

function oneOf<Word extends string>(value: unknown, words: readonly Word[]): Word | undefined {
  return words.find((word) => word === value);
}
