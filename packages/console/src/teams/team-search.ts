import { holdsPartOfSecret } from '../app/secret-form.ts';

/** What the address says of the list of teams. */
export interface TeamSearch {
  readonly q?: string;
  readonly members?: 'none' | 'some';
  readonly offset?: number;
}

export const TEAMS_AT_ONCE = 25;
export const MEMBERS = [
  { value: 'none', label: 'None' },
  { value: 'some', label: 'At least one' },
] as const;

type Raw = Readonly<Record<string, unknown>>;

/** Reads an address that somebody may have typed: what cannot be meant is left out. */
export function readTeamSearch({ q, members, offset }: Raw): TeamSearch {
  const text = typeof q === 'string' || typeof q === 'number' ? String(q).slice(0, 256) : '';
  const wanted = {
    q: text === '' || holdsPartOfSecret(text) ? undefined : text,
    members: MEMBERS.find(({ value }) => value === members)?.value,
    offset: Number.isSafeInteger(offset) && Number(offset) > 0 ? Number(offset) : undefined,
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}

/** The query of the API. */
export function teamQueryOf({ q, members, offset = 0 }: TeamSearch) {
  const filters = [
    ...(q ? [`query:${q.replaceAll(',', ' ')}`] : []),
    ...(members ? [`nomembers:${members === 'none'}`] : []),
  ];
  return {
    limit: TEAMS_AT_ONCE,
    offset,
    expand: 'members,maintainers',
    ...(filters.length > 0 && { filter: filters.join(',') }),
  };
}
