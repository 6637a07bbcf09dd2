import { createHash } from 'node:crypto';
import type { RightsSource, TypeDeclaration } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { requireAccess } from '../grants/require-access.ts';
import type { AccountTypes } from '../resource-types/account-types.ts';
import type { AccessToken } from '../tokens/access-token.ts';
import { parseSecret } from '../tokens/token-format.ts';
import { tokenStatus } from '../tokens/token-status.ts';
import type { Caller } from './caller.ts';
import type { KnownSecret } from './known-secret.ts';

/** All that somebody needs to decide by themselves what a secret may do. */
export interface PortablePrincipal {
  readonly token: AccessToken;
  readonly secretId: string;
  /** From then on, inclusive, the secret does not work. */
  readonly worksUntil: number | null;
  readonly source: RightsSource;
  /** The ids of everything whose change makes this wrong. */
  readonly dependsOn: readonly string[];
}

export interface LoadedPrincipal {
  /** Undefined: the secret does not work, for whatever reason. */
  readonly found: PortablePrincipal | undefined;
  /** Nothing older than this time was read. */
  readonly asOf: number;
  readonly history: string;
  /** Every change up to this number is in it. */
  readonly number: number;
  readonly types: { readonly version: string; readonly declarations: readonly TypeDeclaration[] };
}

/**
 * Answers what a secret leads to in the caller's account, read from the database. A secret that does not work, of nobody, or of
 * another account is one answer; that an ended one was used is noted, by the address of whoever asks here.
 *
 * @throws Failure `forbidden`
 * @throws StorageUnavailable when it cannot be found out
 */
export async function loadPrincipal(
  deployment: Deployment,
  caller: Caller,
  presented: string,
): Promise<LoadedPrincipal> {
  const { principal } = caller;
  requireAccess(principal, 'followRevocations', 'acct');
  const { clock, followedChanges, principals, tokenPrefixes } = deployment;
  const { history, head: number } = followedChanges;
  const asOf = clock.now();
  const parsed = parseSecret(presented);
  const hasForm = parsed !== undefined && tokenPrefixes.includes(parsed.prefix);
  const known = hasForm ? await principals.loadFresh(parsed.secret) : undefined;
  const own = known?.principal.accountId === principal.accountId ? known : undefined;
  const types = own?.principal.types ?? principal.types;
  return {
    found: own && portable(deployment, caller, own),
    asOf,
    history,
    number,
    types: { version: versionOf(types), declarations: types.declarations },
  };
}

function portable(
  { clock, endedSecrets }: Deployment,
  caller: Caller,
  { principal, secretId, lastFour, dependsOn }: KnownSecret,
): PortablePrincipal | undefined {
  const { token, secret, member, source } = principal;
  const status = tokenStatus(token, secret, member, clock.now());
  if (status !== 'active') {
    endedSecrets.note({ token, secretId, lastFour, status }, caller);
    return undefined;
  }
  const ends = [token.expiresAt, secret.endsAt].filter((end) => end !== null);
  return { token, secretId, worksUntil: ends.length === 0 ? null : Math.min(...ends), source, dependsOn };
}

const versions = new WeakMap<AccountTypes, string>();

/** As long as an account's types stay, they are one object. */
function versionOf(types: AccountTypes): string {
  const known = versions.get(types);
  if (known !== undefined) return known;
  const digest = createHash('sha256').update(JSON.stringify(types.declarations)).digest('base64url');
  const version = digest.slice(0, 16);
  versions.set(types, version);
  return version;
}
