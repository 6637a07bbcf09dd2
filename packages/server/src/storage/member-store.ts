import type { Member } from '../members/member.ts';
import type { MemberFilter, MemberQuery } from '../members/member-filter.ts';
import type { MemberGrant, MemberTeam } from '../members/member-view.ts';
import type { Page } from './page.ts';

/** Members that were removed are not found; their rows stay as tombstones. */
export interface MemberReads {
  findMember(accountId: string, memberId: string): Promise<Member | undefined>;
  /** The oldest member with role `owner`: the `ownerId` of the wire. */
  findOldestOwner(accountId: string): Promise<Member | undefined>;
  /** The living member of any account with this e-mail, whatever its case. */
  findMemberByEmail(email: string): Promise<Member | undefined>;
  countMembers(accountId: string, filter: MemberFilter): Promise<number>;
  /**
   * The ids of those who match, all of them or a page. Members that are alike in the order asked for: newest first, and of
   * the same millisecond in the order of their ids.
   */
  listMemberIds(accountId: string, query: MemberQuery, page?: Page): Promise<readonly string[]>;
  /** The members with these ids, in the order of the ids. */
  findMembers(accountId: string, memberIds: readonly string[]): Promise<readonly Member[]>;
  /** By member, in the order of the keys of the teams. */
  listTeamsOf(
    accountId: string,
    memberIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly MemberTeam[]>>;
  /** By member, in the order of the keys of the teams. */
  listGrantsOf(
    accountId: string,
    memberIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly MemberGrant[]>>;
}

export interface MemberWrites extends MemberReads {
  /** @throws UniqueViolation `email` when a living member of any account has that address, whatever its case. */
  insertMember(member: Member): Promise<void>;
  /**
   * Writes what may change of a member (names, role, custom roles, attributes, acceptance, removal), one version later.
   * Answers false when the stored version is not the one before.
   */
  updateMember(member: Member): Promise<boolean>;
  /** Owners who have accepted and hold no custom roles instead: somebody who can act. */
  countOwners(accountId: string): Promise<number>;
  /** The living member of any account with this id. */
  findMemberById(memberId: string): Promise<Member | undefined>;
}

/** The last time that a member called: with a personal token, or signed in (null). */
export interface MemberSeen {
  readonly accountId: string;
  readonly memberId: string;
  readonly at: number;
  readonly tokenId: string | null;
}
