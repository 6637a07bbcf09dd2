import type { EverybodyBut } from '../members/everybody-but.ts';
import type { MemberFilter } from '../members/member-filter.ts';
import { choicesIn, lastSeenFrom } from './read-member-query.ts';

/** How instructions for many members say who is left out. */
export interface EverybodyButFields {
  readonly filterLastSeen?: unknown;
  readonly filterQuery?: string;
  readonly filterRoles?: string;
  readonly filterTeamKey?: string;
  readonly ignoredMemberIDs?: readonly string[];
}

/** @throws Failure `invalid_request` that names the field */
export function everybodyButFrom(fields: EverybodyButFields): EverybodyBut {
  const { filterLastSeen, filterQuery, filterRoles, filterTeamKey, ignoredMemberIDs = [] } = fields;
  const filters: MemberFilter[] = [
    ...(filterLastSeen === undefined ? [] : [{ lastSeen: lastSeenFrom('filterLastSeen', filterLastSeen) }]),
    ...(filterQuery === undefined ? [] : [{ query: filterQuery }]),
    ...(filterRoles === undefined ? [] : [{ roles: choicesIn('filterRoles', filterRoles) }]),
    ...(filterTeamKey === undefined ? [] : [{ team: filterTeamKey }]),
  ];
  return { filters, memberIds: ignoredMemberIDs };
}
