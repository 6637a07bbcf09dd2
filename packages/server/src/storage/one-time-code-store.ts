import type { SecretDigest } from '../tokens/secret-digest.ts';

/** What a one-time code opens: the first account, a member's account for the first time, or a new password. */
export type OneTimeCodeKind = 'setup' | 'invitation' | 'password';

/** The subject of the set-up code. The other kinds name a member. */
export const DEPLOYMENT = 'deployment';

/** Codes that work once. A subject has at most one of each kind. Ends are exclusive, milliseconds since 1970. */
export interface OneTimeCodes {
  findCode(
    kind: OneTimeCodeKind,
    subjectId: string,
  ): Promise<{ readonly digest: Uint8Array; readonly expiresAt: number } | undefined>;
  findCodeSubject(
    kind: OneTimeCodeKind,
    digest: SecretDigest,
  ): Promise<{ readonly subjectId: string; readonly expiresAt: number } | undefined>;
  replaceCode(
    kind: OneTimeCodeKind,
    subjectId: string,
    code: { readonly digest: SecretDigest; readonly expiresAt: number },
  ): Promise<void>;
  /** Deletes the codes of these kinds that were made for any of the subjects. */
  deleteCodes(kinds: readonly OneTimeCodeKind[], subjectIds: readonly string[]): Promise<void>;
  deleteCode(kind: OneTimeCodeKind, subjectId: string): Promise<void>;
}
