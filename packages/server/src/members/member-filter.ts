/** Since when a member was not active. `noData`: of those who have joined, the ones of whom no activity is known. */
export type LastSeenFilter = 'never' | 'noData' | { readonly beforeMs: number };

/** Teams that somebody may know of: these, and whatever one member is in. */
export interface KnownTeams {
  readonly teamIds: readonly string[];
  readonly allOfMemberId?: string;
}

/** Which members an answer is about: those to whom all that is given applies. */
export interface MemberFilter {
  /** A part of the e-mail or the name, whatever its case. */
  readonly query?: string;
  /** Base roles, and keys or ids of custom roles: one of them. Owners count as admins too. */
  readonly roles?: readonly string[];
  readonly ids?: readonly string[];
  /** Whatever their case. */
  readonly emails?: readonly string[];
  /** The key of a team, whatever its case. */
  readonly team?: string;
  readonly hasNoTeam?: boolean;
  /** The teams that count for `hasNoTeam`. Absent: all. */
  readonly knownTeams?: KnownTeams;
  readonly lastSeen?: LastSeenFilter;
}

export interface MemberOrder {
  /** `displayName`: first and last name, else the e-mail. Who was never seen is the longest ago. */
  readonly by: 'displayName' | 'lastSeen';
  readonly isDescending: boolean;
}

/** Which members, and in which order; those that are alike, and all without an order, newest first. */
export interface MemberQuery {
  readonly filter: MemberFilter;
  readonly orders: readonly MemberOrder[];
}
