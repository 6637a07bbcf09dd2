import { requireSettings } from '../accounts/require-settings.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { requireGrantable } from '../grants/require-grantable.ts';
import { findHeldRoles } from '../roles/find-held-roles.ts';
import type { HeldRoles } from '../roles/held-roles.ts';
import type { Changes } from '../storage/store.ts';
import type { PreviousSecret, TokenWithMember } from '../storage/token-store.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { type Principal, rightsSource } from '../verification/principal.ts';
import { type AccessToken, tokenResource } from './access-token.ts';
import type { CreatedToken } from './create-token.ts';
import { findVisibleToken, getToken } from './get-token.ts';
import { type IssuedSecret, withFreshSecret } from './issue-secret.ts';
import { requireAllowedOverlap, requireNotExpired } from './require-allowed-life.ts';
import { requireConfirmedName } from './require-confirmed-name.ts';
import { requireSameToken } from './require-same-token.ts';
import { ENDED, storedEnd } from './stored-end.ts';
import { isOwnToken, requireTokenAccess } from './token-access.ts';
import { tokenSnapshot } from './token-snapshot.ts';

/** How many superseded secrets of a token may be alive. */
const PREVIOUS_SECRET_LIMIT = 2;

export interface ResetWish {
  /** Until when the secret that is replaced still works, exclusive; absent or already gone: it ends now. */
  readonly previousEndsAt?: number;
  /** The name of the token, typed once more. */
  readonly confirmName?: string;
}

export interface ResetToken extends CreatedToken {
  /** Older secrets that ended by this reset although an overlap was asked for. */
  readonly endedEarly: readonly PreviousSecret[];
}

/**
 * Gives a token a new secret. Nothing else of it changes, and all of it happens at once: whenever this stops, either
 * the old secret is the current one or the new one is.
 *
 * @throws Failure `not_found`, `forbidden`, `invalid_request`, `optimistic_locking_error`
 */
export async function resetToken(
  deployment: Deployment,
  caller: Caller,
  tokenId: string,
  wish: ResetWish,
): Promise<ResetToken> {
  const { principal } = caller;
  const judged = await getToken(deployment, principal, tokenId);
  const { kind } = judged.token;
  requireOwner(caller, judged.token);
  requireCurrentSecret(caller, judged.token);
  requireTokenAccess(principal, 'resetAccessToken', judged.token);
  const held = await findHeldRoles(deployment.store.reads.roles, judged.token);
  const isGiving = givesToCaller(principal, judged.token);
  if (isGiving) await requireGiveable(deployment, principal, { ...judged, held });

  return withFreshSecret(deployment, kind, (secret) =>
    changeAs(deployment, caller, async (changes, nowMs) => {
      const current = await findVisibleToken(changes.tokens, principal, tokenId);
      const { token, member } = current;
      if (isGiving) await requireSameToken(changes.roles, { ...judged, held }, current);
      requireTokenAccess(principal, 'resetAccessToken', token);
      requireConfirmedName(token, wish.confirmName);
      requireNotExpired(token, nowMs);
      const settings = await requireSettings(changes.accounts, token.accountId);
      const endsAt = requireAllowedOverlap(
        settings,
        wish.previousEndsAt ?? nowMs,
        nowMs,
        token.expiresAt,
        nowMs,
      );
      const endedEarly = await endOlder(changes, token, endsAt, nowMs);
      const reset = await replaceSecret(changes, token, secret, endsAt, nowMs);
      changes.recordChange({ accountId: token.accountId, kind: 'token', id: token.id });
      changes.recordAudit(token.accountId, {
        actor: auditActor(caller),
        action: 'resetAccessToken',
        target: { kind: 'token', id: token.id, name: token.name, resource: tokenResource(token) },
        verb: 'reset the token',
        description: describe(token, endsAt, nowMs),
        previousVersion: tokenSnapshot(token),
        currentVersion: tokenSnapshot(reset),
      });
      const previousSecrets = await changes.tokens.listPreviousSecrets(token.accountId, [token.id], nowMs);
      return { token: reset, member, bearerToken: secret.bearerToken, previousSecrets, endedEarly };
    }),
  );
}

/** Whoever found an older secret could otherwise take the token over while the overlap lasts. */
function requireCurrentSecret({ principal }: Caller, token: AccessToken): void {
  const isOlder = principal.authKind === 'token' && principal.secret.endsAt !== null;
  if (!isOlder || principal.token.id !== token.id) return;
  throw new Failure('forbidden', 'an older secret of a token cannot reset it', {
    access: { action: 'resetAccessToken', resource: tokenResource(token) },
    reason: { effect: 'deny', kind: 'older_secret' },
    hint: 'call with the current secret',
  });
}

/** The answer carries the secret, so it goes to nobody but the holder; services belong to whoever may reset them. */
function requireOwner({ principal }: Caller, token: AccessToken): void {
  if (token.kind === 'service' || isOwnToken(principal, token)) return;
  throw new Failure('forbidden', 'Only the holder of a personal token can reset it', {
    access: { action: 'resetAccessToken', resource: tokenResource(token) },
    reason: { effect: 'deny', kind: 'not_the_holder' },
    hint: 'delete or disable it instead',
  });
}

/**
 * Whether the caller could do more with the new secret than now. A member who is signed in holds all that their personal
 * tokens may do, and a token gets its own scope; one with less gets the secret of no other.
 */
function givesToCaller(principal: Principal, { kind, id }: AccessToken): boolean {
  return kind === 'service' || (principal.authKind === 'token' && principal.token.id !== id);
}

function requireGiveable(
  deployment: Deployment,
  principal: Principal,
  { token, member, held }: TokenWithMember & { readonly held: HeldRoles },
) {
  const isBoundByCaller = isOwnToken(principal, token);
  return requireGrantable(deployment, principal, rightsSource(token, member, held), { isBoundByCaller });
}

/**
 * Ends older secrets that go with this reset: all of them when the one that is replaced ends now, else the oldest
 * of too many. Answers those whose end was not asked for.
 */
async function endOlder(
  changes: Changes,
  token: AccessToken,
  endsAt: number,
  nowMs: number,
): Promise<readonly PreviousSecret[]> {
  const { accountId, id } = token;
  const older = await changes.tokens.listPreviousSecrets(accountId, [id], nowMs);
  const isOverlapping = endsAt > nowMs;
  const ended = isOverlapping ? older.slice(PREVIOUS_SECRET_LIMIT - 1) : older;
  for (const { id: secretId } of ended) await changes.tokens.setSecretEnd(accountId, secretId, ENDED);
  return isOverlapping ? ended : [];
}

async function replaceSecret(
  changes: Changes,
  token: AccessToken,
  secret: IssuedSecret,
  endsAt: number,
  nowMs: number,
): Promise<AccessToken> {
  const stored = secret.stored(token.id, token.accountId, nowMs);
  await changes.tokens.supersedeSecret(token.accountId, token.id, nowMs, storedEnd(endsAt, nowMs));
  await changes.tokens.insertSecret(stored);
  const reset = { ...token, lastFour: stored.lastFour, modifiedAt: nowMs, version: token.version + 1 };
  if (!(await changes.tokens.updateToken(reset))) throw new Error('the token changed inside the transaction');
  return reset;
}

function describe({ kind }: AccessToken, endsAt: number, nowMs: number): string {
  const until =
    endsAt > nowMs ? `the older one works until ${new Date(endsAt).toISOString()}` : 'the older one ended';
  return `Gave the ${kind} token a new secret; ${until}`;
}
