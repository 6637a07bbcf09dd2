import type { AccountSettings } from '../accounts/account-settings.ts';
import { requireSettings } from '../accounts/require-settings.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { type GrantWarning, requireGrantable } from '../grants/require-grantable.ts';
import { newObjectId } from '../object-id.ts';
import type { Changes } from '../storage/store.ts';
import type { PreviousSecret, TokenWithMember } from '../storage/token-store.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { actingMember, type Principal } from '../verification/principal.ts';
import { type AccessToken, type TokenKind, tokenResource } from './access-token.ts';
import { type IssuedSecret, withFreshSecret } from './issue-secret.ts';
import { refuseSecrets } from './refuse-secrets.ts';
import { defaultEnd, LATEST_END_MS, longestLifeMs, requireAllowedEnd } from './require-allowed-life.ts';
import { requireRestrictions } from './require-restrictions.ts';
import { requireSameRoles, resolveScope, scopeAlone } from './resolve-scope.ts';
import { requireTokenAccess } from './token-access.ts';
import type { BearerToken } from './token-format.ts';
import { scopeInWords, type TokenScope } from './token-scope.ts';
import { tokenSnapshot } from './token-snapshot.ts';

/** Until when (exclusive, milliseconds since 1970; null: no end), how long, or as long as the account says. */
export type TokenLife =
  | { readonly endsAt: number | null }
  | { readonly lengthMs: number }
  /** Shorter where the account does not allow as much. */
  | { readonly atMostMs: number }
  | 'default';

interface TokenDetails {
  readonly name: string;
  readonly description: string;
  readonly kind: TokenKind;
  readonly scope: TokenScope;
  readonly defaultApiVersion: number;
  readonly allowedIps: readonly string[];
  readonly tags: readonly string[];
}

export interface NewToken extends TokenDetails {
  readonly life: TokenLife;
}

export interface TokenToInsert extends TokenDetails {
  readonly expiresAt: number | null;
}

/** A token with its secret, which leaves the service this once. */
export interface CreatedToken extends TokenWithMember {
  readonly bearerToken: BearerToken;
  readonly previousSecrets: readonly PreviousSecret[];
  readonly warning?: GrantWarning;
}

/**
 * Makes a token for the caller: personal, for the caller's member, or service, for the account.
 *
 * @param origin the token that this one is a copy of
 * @throws Failure `invalid_request`, `forbidden`, `feature_disabled`, `optimistic_locking_error`
 */
export async function createToken(
  deployment: Deployment,
  caller: Caller,
  wanted: NewToken,
  origin?: { readonly clonedFrom: string },
): Promise<CreatedToken> {
  const { principal } = caller;
  const { accountId, member } = principal;
  const { kind } = wanted;
  const { owner, resolved, warning } = await requireCreatable(deployment, principal, wanted);

  return withFreshSecret(deployment, kind, (secret) =>
    changeAs(deployment, caller, async (changes, nowMs) => {
      await requireSameRoles(changes.roles, principal, resolved);
      const settings = await requireSettings(changes.accounts, accountId);
      const expiresAt = endOf(wanted.life, settings, nowMs);
      requireAllowedEnd(settings, expiresAt, nowMs);
      if (kind === 'service') await requireRoomForServiceToken(changes, accountId, settings, nowMs);
      const inserted = { ...wanted, scope: resolved.scope, expiresAt };
      const token = await insertToken(changes, owner, inserted, secret, auditActor(caller), nowMs, origin);
      return { token, member, ...secretAlone(secret), ...(warning && { warning }) };
    }),
  );
}

/**
 * Judges whether somebody may make a token, as far as can be said outside the change that makes it.
 *
 * @throws Failure `invalid_request`, `forbidden`, `feature_disabled`
 */
export async function requireCreatable(
  deployment: Deployment,
  principal: Principal,
  wanted: Omit<NewToken, 'life'>,
) {
  const { accountId, member } = principal;
  const { kind } = wanted;
  refuseSecrets({ name: wanted.name, description: wanted.description, tags: wanted.tags.join(' ') });
  requireRestrictions(wanted);
  requirePossible(wanted, principal);
  const owner = { id: newObjectId(), accountId, memberId: member.id };
  requireTokenAccess(principal, 'createAccessToken', { ...owner, kind, tags: wanted.tags });
  const isBoundByCaller = kind === 'personal';
  const { roles } = deployment.store.reads;
  const resolved = await resolveScope(roles, principal, wanted.scope, kind);
  const given = scopeAlone(resolved, member);
  const warning = await requireGrantable(deployment, principal, given, { isBoundByCaller });
  return { owner, resolved, warning };
}

/** A new token has no older secrets. */
export function secretAlone({ bearerToken }: IssuedSecret) {
  return { bearerToken, previousSecrets: [] };
}

function requirePossible({ kind }: Pick<NewToken, 'kind'>, principal: Principal): void {
  if (kind === 'service' && !principal.settings.serviceTokens) {
    throw new Failure('feature_disabled', 'service tokens are switched off in this account', {
      hint: 'the setting is `serviceTokens`',
    });
  }
  if (kind === 'personal' && actingMember(principal) === undefined) {
    throw new Failure(
      'invalid_request',
      '`serviceToken`: a service token has no member, so it creates service tokens only',
      {
        hint: 'set `serviceToken` to true',
      },
    );
  }
}

/** When a token that is made now ends; null: never. */
export function endOf(life: TokenLife, settings: AccountSettings, nowMs: number): number | null {
  if (life === 'default') return defaultEnd(settings, nowMs);
  if ('endsAt' in life) return life.endsAt;
  const lengthMs =
    'lengthMs' in life
      ? life.lengthMs
      : Math.min(life.atMostMs, longestLifeMs(settings) ?? Number.POSITIVE_INFINITY);
  return Math.min(nowMs + lengthMs, LATEST_END_MS);
}

/** Writes a token, its first secret, its change row and its audit entry. */
export async function insertToken(
  changes: Changes,
  owner: { readonly id: string; readonly accountId: string; readonly memberId: string },
  wanted: TokenToInsert,
  secret: IssuedSecret,
  actor: AuditActor,
  nowMs: number,
  origin?: { readonly clonedFrom: string },
): Promise<AccessToken> {
  const { name, description, kind, scope, defaultApiVersion, allowedIps, tags, expiresAt } = wanted;
  const stored = secret.stored(owner.id, owner.accountId, nowMs);
  const token: AccessToken = {
    ...owner,
    name,
    description,
    kind,
    scope,
    defaultApiVersion,
    allowedIps,
    tags,
    expiresAt,
    createdAt: nowMs,
    modifiedAt: nowMs,
    disabledAt: null,
    deletedAt: null,
    version: 1,
    lastFour: stored.lastFour,
    lastUse: null,
  };
  await changes.tokens.insertToken(token);
  await changes.tokens.insertSecret(stored);
  changes.recordChange({ accountId: owner.accountId, kind: 'token', id: token.id });
  changes.recordAudit(owner.accountId, {
    actor,
    action: 'createAccessToken',
    target: { kind: 'token', id: token.id, name, resource: tokenResource(token) },
    verb: origin ? 'cloned the token' : 'created the token',
    description: origin
      ? `Cloned the token \`${origin.clonedFrom}\` into a ${kind} token with ${scopeInWords(scope)}`
      : `Created the ${kind} token with ${scopeInWords(scope)}`,
    currentVersion: tokenSnapshot(token),
  });
  return token;
}

/** Counted inside the transaction, so the limit is exact however many callers there are. */
async function requireRoomForServiceToken(
  changes: Changes,
  accountId: string,
  { serviceTokenLimit: limit }: AccountSettings,
  nowMs: number,
): Promise<void> {
  if ((await changes.tokens.countLiveTokens(accountId, 'service', nowMs)) < limit) return;
  throw new Failure('forbidden', `The account has reached its limit of ${limit} service tokens`, {
    hint: 'delete service tokens that are no longer used, or raise `serviceTokenLimit`',
  });
}
