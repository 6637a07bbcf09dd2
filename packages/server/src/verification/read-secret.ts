import type { Deployment } from '../deployment/deployment.ts';
import { type BearerToken, lastFourOf, parseSecret } from '../tokens/token-format.ts';
import { findSecretOwner } from './find-secret-owner.ts';
import { type KnownSecret, knownSecret } from './known-secret.ts';

export type SecretSource = Pick<
  Deployment,
  'store' | 'pepper' | 'redigests' | 'accountMemory' | 'rightsMemory'
>;

/** Reads what a secret leads to. @throws StorageUnavailable */
export async function readSecret(
  source: SecretSource,
  secret: BearerToken,
): Promise<KnownSecret | undefined> {
  const owner = await findSecretOwner(source, secret);
  if (owner === undefined) return undefined;
  const kind = parseSecret(secret)?.kind;
  if (kind !== undefined && kind !== owner.token.kind) return undefined;
  const rules = await source.accountMemory.of(owner.token.accountId, owner.rulesVersion);
  return knownSecret(owner, lastFourOf(secret), rules, source.rightsMemory);
}
