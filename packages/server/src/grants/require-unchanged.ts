import { Failure } from '../failure.ts';
import type { Member } from '../members/member.ts';
import { withoutBuiltIn } from '../resource-types/account-types.ts';
import { versionsOf } from '../roles/held-roles.ts';
import { sessionEnded } from '../sign-in/require-session.ts';
import { hasSessionEnded } from '../sign-in/session-life.ts';
import type { Changes } from '../storage/store.ts';
import { tokenStatus } from '../tokens/token-status.ts';
import {
  actingMember,
  type Principal,
  type SessionPrincipal,
  type TokenPrincipal,
} from '../verification/principal.ts';

/**
 * Holds a decision true until the commit: rights were judged on a token or session, a member, their roles and resource types as
 * they were read, and all of them, with the account's settings, are read again inside the transaction that relies on them.
 *
 * @throws Failure `unauthorized` when the token, session or member has ended since, `optimistic_locking_error` when one of
 *   them or a type was changed
 */
export async function requireUnchanged(changes: Changes, principal: Principal, nowMs: number): Promise<void> {
  const isSameCaller =
    principal.authKind === 'token'
      ? await isSameToken(changes, principal, nowMs)
      : isSameMember(await signedInMember(changes, principal, nowMs), principal);
  const isSame =
    isSameCaller && (await hasSameRules(changes, principal)) && (await hasSameRoles(changes, principal));
  if (isSame) return;
  throw new Failure(
    'optimistic_locking_error',
    'The rights of the caller changed during the call. Try again later.',
  );
}

async function isSameToken(changes: Changes, principal: TokenPrincipal, nowMs: number): Promise<boolean> {
  const found = await changes.tokens.findToken(principal.accountId, principal.token.id);
  const isActive =
    found !== undefined && tokenStatus(found.token, { endsAt: null }, found.member, nowMs) === 'active';
  if (!isActive || !(await isLiveSecret(changes, principal, nowMs))) {
    throw new Failure('unauthorized', 'Invalid access token');
  }
  // A service token acts for itself, whatever becomes of the member who created it.
  const isSameHolder = found.token.kind === 'service' || isSameMember(found.member, principal);
  return found.token.version === principal.token.version && isSameHolder;
}

/** A current secret that was replaced shows in the version of its token; an older one may have ended since. */
async function isLiveSecret(
  changes: Changes,
  { accountId, token, secret }: TokenPrincipal,
  nowMs: number,
): Promise<boolean> {
  if (secret.endsAt === null) return true;
  const live = await changes.tokens.listPreviousSecrets(accountId, [token.id], nowMs);
  return live.some(({ id }) => id === secret.id);
}

async function signedInMember(
  changes: Changes,
  { session }: SessionPrincipal,
  nowMs: number,
): Promise<Member> {
  const found = await changes.credentials.findSession(session.id);
  if (found === undefined || hasSessionEnded(found.session, nowMs)) throw sessionEnded();
  return found.member;
}

async function hasSameRoles(changes: Changes, principal: Principal): Promise<boolean> {
  const member = actingMember(principal);
  const held = await changes.roles.findHeldRoles({
    ...(principal.authKind === 'token' && { tokenId: principal.token.id }),
    ...(member && { memberId: member.id }),
  });
  return versionsOf(held) === versionsOf(principal.held);
}

async function hasSameRules(changes: Changes, principal: Principal): Promise<boolean> {
  const { accountId, types, settings } = principal;
  const account = await changes.accounts.findAccount(accountId);
  const declarations = withoutBuiltIn(await changes.resourceTypes.listResourceTypes(accountId));
  return isEqual(account?.settings, settings) && isEqual(declarations, types.declarations);
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isSameMember(found: Member, { member }: Principal): boolean {
  return found.version === member.version;
}
