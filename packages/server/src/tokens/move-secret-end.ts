import { requireSettings } from '../accounts/require-settings.ts';
import type { ChangeNote } from '../audit/audit-entry.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { requireGrantable } from '../grants/require-grantable.ts';
import { findHeldRoles } from '../roles/find-held-roles.ts';
import type { PreviousSecret, TokenReads } from '../storage/token-store.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { rightsSource } from '../verification/principal.ts';
import { type AccessToken, tokenResource } from './access-token.ts';
import { findVisibleToken, getToken } from './get-token.ts';
import { refuseSecrets } from './refuse-secrets.ts';
import { requireAllowedOverlap } from './require-allowed-life.ts';
import { requireSameToken, tokenChanged } from './require-same-token.ts';
import { storedEnd } from './stored-end.ts';
import { isOwnToken, requireTokenAccess, type TokenAction } from './token-access.ts';
import { previousSecretSnapshot, tokenSnapshot } from './token-snapshot.ts';

export interface SecretEndOptions extends ChangeNote {
  /** What the caller must be allowed to do to the token. */
  readonly access?: TokenAction;
}

/**
 * Moves the end of an older secret that still works: earlier, at once, or later within what a reset could have given
 * it. One that has ended never comes back.
 *
 * @param wantedEnd the end that is wanted, made of the one it has; a time already gone means now
 * @throws Failure `not_found`, `forbidden`, `invalid_request`, `optimistic_locking_error`
 */
export async function moveSecretEnd(
  deployment: Deployment,
  caller: Caller,
  tokenId: string,
  secretId: string,
  wantedEnd: (secret: PreviousSecret) => number,
  { access = 'resetAccessToken', ...note }: SecretEndOptions = {},
): Promise<PreviousSecret> {
  const { principal } = caller;
  const { store, clock } = deployment;
  refuseSecrets({ comment: note.comment ?? '' });
  const judged = await getToken(deployment, principal, tokenId);
  requireTokenAccess(principal, access, judged.token);
  const before = await findSecret(store.reads.tokens, judged.token, secretId, clock.now());
  const wantedFirst = wantedEnd(before);
  if (wantedFirst === before.endsAt) return before;
  const isLonger = wantedFirst > before.endsAt;
  const held = await findHeldRoles(store.reads.roles, judged.token);
  if (isLonger) {
    const inner = rightsSource(judged.token, judged.member, held);
    await requireGrantable(deployment, principal, inner, {
      isBoundByCaller: isOwnToken(principal, judged.token),
    });
  }

  return changeAs(deployment, caller, async (changes, nowMs) => {
    const current = await findVisibleToken(changes.tokens, principal, tokenId);
    const { token } = current;
    requireTokenAccess(principal, access, token);
    if (isLonger) await requireSameToken(changes.roles, { ...judged, held }, current);
    const found = await findSecret(changes.tokens, token, secretId, nowMs);
    const wanted = wantedEnd(found);
    if (wanted > found.endsAt && !isLonger) throw tokenChanged();
    const settings = await requireSettings(changes.accounts, token.accountId);
    const endsAt =
      wanted > found.endsAt
        ? requireAllowedOverlap(settings, wanted, found.supersededAt, token.expiresAt, nowMs)
        : Math.max(wanted, nowMs);
    await changes.tokens.setSecretEnd(token.accountId, secretId, storedEnd(endsAt, nowMs));
    changes.recordChange({ accountId: token.accountId, kind: 'token', id: token.id });
    changes.recordAudit(token.accountId, {
      actor: auditActor(caller),
      action: access,
      target: { kind: 'token', id: token.id, name: token.name, resource: tokenResource(token) },
      verb: endsAt > nowMs ? 'moved the end of an older secret of' : 'ended an older secret of',
      description: `The secret that ends with \`${found.lastFour}\` works until ${new Date(endsAt).toISOString()}`,
      ...note,
      previousVersion: { ...tokenSnapshot(token), previousSecrets: [previousSecretSnapshot(found)] },
      currentVersion: {
        ...tokenSnapshot(token),
        previousSecrets: endsAt > nowMs ? [previousSecretSnapshot({ ...found, endsAt })] : [],
      },
    });
    return { ...found, endsAt };
  });
}

async function findSecret(
  tokens: TokenReads,
  { accountId, id }: AccessToken,
  secretId: string,
  nowMs: number,
): Promise<PreviousSecret> {
  const secrets = await tokens.listPreviousSecrets(accountId, [id], nowMs);
  const secret = secrets.find((candidate) => candidate.id === secretId);
  if (secret === undefined) throw new Failure('not_found', 'Invalid resource identifier');
  return secret;
}
