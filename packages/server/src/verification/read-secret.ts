import type { Deployment } from '../deployment/deployment.ts';
import { digestSecret, isSameDigest } from '../tokens/secret-digest.ts';
import { type BearerToken, lastFourOf, parseSecret } from '../tokens/token-format.ts';
import { type KnownSecret, knownSecret } from './known-secret.ts';

export type SecretSource = Pick<Deployment, 'store' | 'pepper' | 'accountMemory' | 'rightsMemory'>;

/** Reads what a secret leads to. @throws StorageUnavailable */
export async function readSecret(
  { store, pepper, accountMemory, rightsMemory }: SecretSource,
  secret: BearerToken,
): Promise<KnownSecret | undefined> {
  const digest = digestSecret(pepper, secret);
  const owner = await store.findSecretOwner(digest);
  if (owner === undefined || !isSameDigest(owner.secretDigest, digest)) return undefined;
  const kind = parseSecret(secret)?.kind;
  if (kind !== undefined && kind !== owner.token.kind) return undefined;
  const rules = await accountMemory.of(owner.token.accountId, owner.rulesVersion);
  return knownSecret(owner, lastFourOf(secret), rules, rightsMemory);
}
