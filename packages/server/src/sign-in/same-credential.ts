import type { Credential } from '../storage/credential-store.ts';
import { isSameDigest } from '../tokens/secret-digest.ts';

/** Whether a password that was right for one is the password of the other: nothing was replaced in between. */
export function isSameCredential(one: Credential, other: Credential): boolean {
  const isSamePassword = isSameDigest(Buffer.from(one.passwordDigest), Buffer.from(other.passwordDigest));
  return one.userId === other.userId && isSamePassword;
}
