import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { hasAccess } from '../grants/require-access.ts';
import type { SecretOwner, TokenDeleter, TokenWithMember } from '../storage/token-store.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { findSecretOwner } from '../verification/find-secret-owner.ts';
import type { Principal } from '../verification/principal.ts';
import { type AccessToken, tokenResource } from './access-token.ts';
import { isOwnToken } from './token-access.ts';
import { hasSecretForm, type ParsedSecret, parseSecret } from './token-format.ts';
import { type TokenStatus, tokenStatus } from './token-status.ts';

/** For how long after its end a deleted token is known by its secrets. */
const TOMBSTONE_MS = 90 * 86_400_000;

/** Which token a secret belongs to. Nothing of the secret is in it. */
export interface TokenLookUp extends TokenWithMember {
  /** What a call with this secret would meet now. */
  readonly status: TokenStatus;
  /** Of a secret that a reset replaced: its end. */
  readonly secretEndsAt: number | null;
  /** Who deleted the token, when it was deleted. */
  readonly deletedBy?: TokenDeleter;
}

/**
 * Says which token a secret belongs to, for somebody who found one. Whoever may not look up tokens learns of their own only: a
 * secret of another is answered like one that nobody ever had. The secret is not used by it, and what was learned is audited.
 *
 * @throws Failure `invalid_request` for a text that is no secret, `not_found`
 */
export async function lookUpToken(
  deployment: Deployment,
  caller: Caller,
  text: string,
): Promise<TokenLookUp> {
  const { principal } = caller;
  const parsed = requireSecret(text.trim());
  const owner = await findOwner(deployment, parsed);
  const nowMs = deployment.clock.now();
  if (owner === undefined || !mayLookUp(principal, owner.token) || isForgotten(owner.token, nowMs)) {
    throw new Failure('not_found', 'Invalid resource identifier');
  }
  const { token, member, secretEndsAt } = owner;
  const { accountId } = principal;
  const deletedBy = await deployment.store.reads.tokens.findTokenDeleter(accountId, token.id);
  const target = { kind: 'token', id: token.id, name: token.name, resource: tokenResource(token) } as const;
  await deployment.store.writeAuditEntries([
    {
      accountId,
      at: nowMs,
      record: {
        actor: auditActor(caller),
        action: 'lookUpToken',
        target,
        verb: 'looked up the token',
        description: 'Looked up the token by one of its secrets',
      },
    },
  ]);
  const status = tokenStatus(token, { endsAt: secretEndsAt }, member, nowMs);
  return { token, member, status, secretEndsAt, ...(deletedBy && { deletedBy }) };
}

function requireSecret(text: string): ParsedSecret {
  const parsed = parseSecret(text);
  if (parsed !== undefined) return parsed;
  if (hasSecretForm(text)) {
    throw new Failure('invalid_request', '`token` is mistyped: its checksum does not fit', {
      hint: 'copy the whole secret once more; one character is enough to make it another',
    });
  }
  throw new Failure('invalid_request', '`token` is no access token', {
    hint: 'send the whole secret, from its prefix to its last character, and nothing around it',
  });
}

async function findOwner(deployment: Deployment, parsed: ParsedSecret): Promise<SecretOwner | undefined> {
  const owner = await findSecretOwner(deployment, parsed.secret);
  return (parsed.kind ?? owner?.token.kind) === owner?.token.kind ? owner : undefined;
}

/** A token may look itself up too. */
function mayLookUp(principal: Principal, token: AccessToken): boolean {
  if (token.accountId !== principal.accountId) return false;
  const isItself = principal.authKind === 'token' && principal.token.id === token.id;
  return isItself || isOwnToken(principal, token) || hasAccess(principal, 'lookUpToken', 'acct');
}

function isForgotten({ deletedAt }: AccessToken, nowMs: number): boolean {
  return deletedAt !== null && nowMs - deletedAt >= TOMBSTONE_MS;
}
