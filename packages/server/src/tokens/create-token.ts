import type { AuditActor } from '../audit/audit-entry.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { requireAccess } from '../grants/require-access.ts';
import { type GrantWarning, requireGrantable } from '../grants/require-grantable.ts';
import { newObjectId } from '../object-id.ts';
import type { Changes, TokenWithMember } from '../storage/store.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { actingMember, type Principal } from '../verification/principal.ts';
import { type AccessToken, type TokenKind, tokenResource } from './access-token.ts';
import { type IssuedSecret, withFreshSecret } from './issue-secret.ts';
import { refuseSecrets } from './refuse-secrets.ts';
import type { BearerToken } from './token-format.ts';
import { scopeInWords, type TokenScope } from './token-scope.ts';

export interface NewToken {
  readonly name: string;
  readonly description: string;
  readonly kind: TokenKind;
  readonly scope: TokenScope;
  readonly defaultApiVersion: number;
  /** Milliseconds since 1970, exclusive; null: no end. */
  readonly expiresAt: number | null;
}

/** A token with its secret, which leaves the service this once. */
export interface CreatedToken extends TokenWithMember {
  readonly bearerToken: BearerToken;
  readonly warning?: GrantWarning;
}

/**
 * Makes a token for the caller: personal, for the caller's member, or service, for the account.
 *
 * @throws Failure `invalid_request`, `forbidden`, `optimistic_locking_error`
 */
export async function createToken(
  deployment: Deployment,
  caller: Caller,
  wanted: NewToken,
): Promise<CreatedToken> {
  const { principal } = caller;
  const { accountId, member } = principal;
  refuseSecrets({ name: wanted.name, description: wanted.description });
  requirePossible(wanted, principal);
  const owner = { id: newObjectId(), accountId, memberId: member.id };
  requireAccess(principal, 'createAccessToken', tokenResource({ ...owner, kind: wanted.kind }));
  const warning = await requireGrantable(deployment, principal, wanted.kind, wanted.scope);

  return withFreshSecret(deployment, wanted.kind, (secret) =>
    changeAs(deployment, caller, async (changes, nowMs) => {
      requireFutureEnd(wanted, nowMs);
      if (wanted.kind === 'service') await requireRoomForServiceToken(changes, accountId, nowMs);
      const actor = auditActor(caller);
      const token = await insertToken(changes, owner, wanted, secret, actor, nowMs);
      return { token, member, bearerToken: secret.bearerToken, ...(warning && { warning }) };
    }),
  );
}

function requirePossible({ kind }: NewToken, principal: Principal): void {
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

function requireFutureEnd({ expiresAt }: NewToken, nowMs: number): void {
  if (expiresAt === null || expiresAt > nowMs) return;
  throw new Failure('invalid_request', '`expiry`: this time has passed', {
    hint: 'give milliseconds since 1970, later than now',
  });
}

/** Writes a token, its first secret, its change row and its audit entry. */
export async function insertToken(
  changes: Changes,
  owner: { readonly id: string; readonly accountId: string; readonly memberId: string },
  wanted: NewToken,
  secret: IssuedSecret,
  actor: AuditActor,
  nowMs: number,
): Promise<AccessToken> {
  const stored = secret.stored(owner.id, owner.accountId, nowMs);
  const token: AccessToken = {
    ...owner,
    ...wanted,
    createdAt: nowMs,
    modifiedAt: nowMs,
    disabledAt: null,
    deletedAt: null,
    version: 1,
    lastFour: stored.lastFour,
  };
  await changes.tokens.insertToken(token);
  await changes.tokens.insertSecret(stored);
  changes.recordChange({ accountId: owner.accountId, kind: 'token', id: token.id });
  changes.recordAudit(owner.accountId, {
    actor,
    action: 'createAccessToken',
    target: { kind: 'token', id: token.id, name: token.name, resource: tokenResource(token) },
    verb: 'created the token',
    description: `Created the ${token.kind} token with ${scopeInWords(token.scope)}`,
  });
  return token;
}

/** Counted inside the transaction, so the limit is exact however many callers there are. */
async function requireRoomForServiceToken(changes: Changes, accountId: string, nowMs: number): Promise<void> {
  const limit = (await changes.accounts.findAccount(accountId))?.serviceTokenLimit ?? 0;
  if ((await changes.tokens.countLiveTokens(accountId, 'service', nowMs)) < limit) return;
  throw new Failure('forbidden', `The account has reached its limit of ${limit} service tokens`, {
    hint: 'delete service tokens that are no longer used',
  });
}
