import { holdsPartOfSecret } from '../app/secret-form.ts';

/** What the address says of the list of members. */
export interface MemberSearch {
  readonly q?: string;
  readonly role?: string;
  readonly seen?: 'never' | 'long-ago';
  readonly sort?: string;
  readonly offset?: number;
}

export const MEMBERS_AT_ONCE = 25;
export const ROLES = ['reader', 'writer', 'admin', 'owner', 'no_access'].map((value) => ({
  value,
  label: value === 'no_access' ? 'No access' : value.charAt(0).toUpperCase() + value.slice(1),
}));
export const SEEN = [
  { value: 'never', label: 'Never' },
  { value: 'long-ago', label: 'Not for 90 days' },
] as const;
const SORTS = ['displayName', '-displayName', 'lastSeen', '-lastSeen'];
const LONG_AGO_MS = 90 * 86_400_000;

type Raw = Readonly<Record<string, unknown>>;

/** Reads an address that somebody may have typed: what cannot be meant is left out. */
export function readMemberSearch({ q, role, seen, sort, offset }: Raw): MemberSearch {
  const text = typeof q === 'string' || typeof q === 'number' ? String(q).slice(0, 256) : '';
  const wanted = {
    q: text === '' || holdsPartOfSecret(text) ? undefined : text,
    role: ROLES.find(({ value }) => value === role)?.value,
    seen: SEEN.find(({ value }) => value === seen)?.value,
    sort: SORTS.find((each) => each === sort),
    offset: Number.isSafeInteger(offset) && Number(offset) > 0 ? Number(offset) : undefined,
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}

/** The query of the API. A comma ends a value there, and finds nobody. */
export function memberQueryOf({ q, role, seen, sort, offset = 0 }: MemberSearch, now: number) {
  const before = { before: now - (now % 3_600_000) - LONG_AGO_MS };
  const filters = [
    ...(q ? [`query:${q.replaceAll(',', ' ')}`] : []),
    ...(role ? [`role:${role}`] : []),
    ...(seen ? [`lastSeen:${JSON.stringify(seen === 'never' ? { never: true } : before)}`] : []),
  ];
  return {
    limit: MEMBERS_AT_ONCE,
    offset,
    expand: 'tokens',
    sort: sort ?? 'displayName',
    ...(filters.length > 0 && { filter: filters.join(',') }),
  };
}
