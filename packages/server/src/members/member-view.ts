import type { Member } from './member.ts';
import type { TokensOfMember } from './tokens-of-member.ts';

/** A team as the record of a member names it. */
export interface MemberTeam {
  readonly key: string;
  readonly name: string;
  readonly roleKeys: readonly string[];
}

/** What a team lets one of its members do with the team, beside all roles. */
export interface MemberGrant {
  readonly actionSet?: string;
  readonly actions?: readonly string[];
  readonly teamKey: string;
}

/** What is added to the record of a member when it is asked for. `customRoles` is always there. */
export const MEMBER_EXPANSIONS = ['customRoles', 'roleAttributes', 'tokens'] as const;

export type MemberExpansion = (typeof MEMBER_EXPANSIONS)[number];

/** A member as an answer shows them to a caller. */
export interface MemberView {
  readonly member: Member;
  readonly teams: readonly MemberTeam[];
  readonly grants: readonly MemberGrant[];
  readonly hasAttributes: boolean;
  /** Absent when not asked for, or not to be seen by the caller. */
  readonly tokens?: TokensOfMember;
}
