import type { Member } from '../members/member.ts';
import type { Page } from './page.ts';

/** Members that were removed are not found; their rows stay as tombstones. */
export interface MemberReads {
  findMember(accountId: string, memberId: string): Promise<Member | undefined>;
  /** The oldest member with role `owner`: the `ownerId` of the wire. */
  findOldestOwner(accountId: string): Promise<Member | undefined>;
  /** The living member of any account with this e-mail, whatever its case. */
  findMemberByEmail(email: string): Promise<Member | undefined>;
  /** Newest first; members made in the same millisecond in the order of their ids. */
  listMembers(accountId: string, page: Page): Promise<readonly Member[]>;
  countMembers(accountId: string): Promise<number>;
}

export interface MemberWrites extends MemberReads {
  /** @throws UniqueViolation `email` when a living member of any account has that address, whatever its case. */
  insertMember(member: Member): Promise<void>;
  /**
   * Writes what may change of a member (names, role, acceptance, removal), one version later. Answers false when the
   * stored version is not the one before.
   */
  updateMember(member: Member): Promise<boolean>;
  /** Owners who have accepted: somebody who can act. */
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
