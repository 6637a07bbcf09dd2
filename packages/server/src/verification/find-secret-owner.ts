import type { Deployment } from '../deployment/deployment.ts';
import type { SecretOwner } from '../storage/token-store.ts';
import { digestSecret, isSameDigest, type Pepper } from '../tokens/secret-digest.ts';
import type { BearerToken } from '../tokens/token-format.ts';

/**
 * Finds whose secret it is: one indexed read. While the pepper is rotated, a secret that is not found is looked for under the
 * previous one, noted to be moved to the new one, and looked for under the new one once more: it may have been moved in between,
 * and a secret that lives must never be called unknown.
 */
export async function findSecretOwner(
  { store, pepper, redigests }: Pick<Deployment, 'store' | 'pepper' | 'redigests'>,
  secret: BearerToken,
): Promise<SecretOwner | undefined> {
  const find = async (each: Pepper) => {
    const digest = digestSecret(each, secret);
    const owner = await store.findSecretOwner(digest);
    return owner !== undefined && isSameDigest(owner.secretDigest, digest) ? owner : undefined;
  };
  const owner = await find(pepper);
  if (owner !== undefined || pepper.previous === undefined) return owner;
  const older = await find(pepper.previous);
  if (older === undefined) return find(pepper);
  redigests.note({
    accountId: older.token.accountId,
    secretId: older.secretId,
    from: older.secretDigest,
    to: digestSecret(pepper, secret),
    pepperId: pepper.id,
  });
  return older;
}
