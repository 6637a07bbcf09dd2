import type { Member } from '../members/member.ts';

/** What a member signs in with who has accepted their invitation and was not removed. `userId` is how Better Auth names the member. */
export interface Credential {
  readonly userId: string;
  readonly member: Member;
  /** In PHC form. */
  readonly passwordDigest: string;
}

/** A session as its row says; whether it has ended is for `sign-in/session-life.ts`. Times are milliseconds since 1970. */
export interface SessionRecord {
  readonly id: string;
  /** Where the member signed in from. */
  readonly address: string;
  readonly agent: string;
  readonly startedAt: number;
  readonly lastSeenAt: number;
}

export interface CredentialReads {
  /** Whatever the case of the address. */
  findCredential(email: string): Promise<Credential | undefined>;
  hasPassword(memberId: string): Promise<boolean>;
  /** A session with its living member, and the version of the rules of their account. */
  findSession(
    sessionId: string,
  ): Promise<
    { readonly session: SessionRecord; readonly member: Member; readonly rulesVersion: number } | undefined
  >;
  /** The sessions of a living member, newest first. */
  listSessions(memberId: string): Promise<readonly SessionRecord[]>;
}

export interface CredentialWrites extends CredentialReads {
  /** Gives a member who has none a password. @throws UniqueViolation when the member has one, or the address is taken */
  insertCredential(member: Member, passwordDigest: string, nowMs: number): Promise<void>;
  /** Answers false when the member has no password to replace. */
  replacePassword(memberId: string, passwordDigest: string, nowMs: number): Promise<boolean>;
  /** Ends every session of the member but one, and answers how many. */
  endSessions(memberId: string, exceptSessionId?: string): Promise<number>;
  /** Answers false when the member has no such session. */
  endSession(memberId: string, sessionId: string): Promise<boolean>;
  /** Clears away sessions that began, or were last used, at that time or earlier. */
  deleteEndedSessions(
    memberId: string,
    ended: { readonly startedBeforeMs: number; readonly seenBeforeMs: number },
  ): Promise<void>;
  /** Takes the password of a member and ends every session: the address is free again. */
  deleteCredential(memberId: string): Promise<void>;
}
