import { requireSettings } from '../accounts/require-settings.ts';
import type { ChangeNote } from '../audit/audit-entry.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { type GrantWarning, requireGrantable } from '../grants/require-grantable.ts';
import { findHeldRoles } from '../roles/find-held-roles.ts';
import type { HeldRoles } from '../roles/held-roles.ts';
import type { RoleReads } from '../storage/role-store.ts';
import type { TokenWithMember } from '../storage/token-store.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { rightsSource } from '../verification/principal.ts';
import { type AccessToken, tokenResource } from './access-token.ts';
import { findVisibleToken, getToken } from './get-token.ts';
import { refuseSecrets } from './refuse-secrets.ts';
import { requireAllowedEnd, requireNotExpired } from './require-allowed-life.ts';
import { requireRestrictions } from './require-restrictions.ts';
import { requireSameToken, tokenChanged } from './require-same-token.ts';
import { type ResolvedScope, requireSameRoles, resolveScope, scopeAlone } from './resolve-scope.ts';
import { isOwnToken, requireTokenAccess } from './token-access.ts';
import { changesOf, type TokenChange, type TokenEdit } from './token-edit.ts';
import type { TokenScope } from './token-scope.ts';
import { tokenSnapshot } from './token-snapshot.ts';

export interface UpdatedToken extends TokenWithMember {
  readonly warning?: GrantWarning;
}

/** What an edit comes to for a token as it was read. */
interface Plan {
  readonly before: AccessToken;
  readonly edit: TokenEdit;
  readonly changes: readonly TokenChange[];
}

/**
 * Changes a token. The edit is made of the token as it is inside the transaction, so two edits of different fields
 * both hold; one that gives rights was judged on the token as it was read before, and loses against any other.
 *
 * @param edit what the token is to be, made of what it is
 * @throws Failure `not_found`, `forbidden`, `invalid_request`, `patch_failed`, `optimistic_locking_error`
 */
export async function updateToken(
  deployment: Deployment,
  caller: Caller,
  tokenId: string,
  edit: (token: AccessToken) => TokenEdit,
  note: ChangeNote = {},
): Promise<UpdatedToken> {
  const { principal } = caller;
  refuseSecrets({ comment: note.comment ?? '' });
  const found = await getToken(deployment, principal, tokenId);
  const { roles } = deployment.store.reads;
  const resolved = await resolveNewScope(roles, principal, found.token, edit(found.token).scope);
  const judged = planOf(
    found.token,
    resolved ? (token) => ({ ...edit(token), scope: resolved.scope }) : edit,
  );
  if (judged.changes.length === 0) return found;
  for (const change of judged.changes) requirePermitted(caller, change, judged);
  const held = await findHeldRoles(roles, found.token);
  const warning = await requireGiveable(deployment, caller, { ...found, held }, judged, resolved);

  return changeAs(deployment, caller, async (changes, nowMs) => {
    const current = await findVisibleToken(changes.tokens, principal, tokenId);
    const { token, member } = current;
    const plan = token.version === judged.before.version ? judged : planOf(token, edit);
    if (isGranting(judged) || isGranting(plan)) {
      await requireSameToken(changes.roles, { ...found, held }, current);
      if (resolved) await requireSameRoles(changes.roles, principal, resolved);
    }
    const [first] = plan.changes;
    if (first === undefined) throw tokenChanged();
    for (const change of plan.changes) requirePermitted(caller, change, plan);
    if (plan.changes.some(({ field }) => field === 'expiry')) {
      const settings = await requireSettings(changes.accounts, token.accountId);
      requireNotExpired(token, nowMs);
      requireAllowedEnd(settings, plan.edit.expiresAt, nowMs);
    }
    const updated = apply(plan, nowMs);
    if (!(await changes.tokens.updateToken(updated))) throw tokenChanged();
    changes.recordChange({ accountId: token.accountId, kind: 'token', id: token.id });
    changes.recordAudit(token.accountId, {
      actor: auditActor(caller),
      action: (plan.changes.find(({ gives }) => gives) ?? first).action,
      target: { kind: 'token', id: token.id, name: updated.name, resource: tokenResource(token) },
      verb: 'changed the token',
      description: plan.changes.map(({ description }) => description).join('; '),
      ...note,
      previousVersion: tokenSnapshot(token),
      currentVersion: tokenSnapshot(updated),
    });
    return { token: updated, member, ...(warning && { warning }) };
  });
}

/** Undefined when the scope stays as it is: what a token has already is not looked up again. */
async function resolveNewScope(
  roles: RoleReads,
  principal: Caller['principal'],
  token: AccessToken,
  scope: TokenScope,
): Promise<ResolvedScope | undefined> {
  const isSame = JSON.stringify(scope) === JSON.stringify(token.scope);
  return isSame || token.kind === 'service' ? undefined : resolveScope(roles, principal, scope, token.kind);
}

function planOf(before: AccessToken, edit: (token: AccessToken) => TokenEdit): Plan {
  const wanted = edit(before);
  refuseSecrets({ name: wanted.name, description: wanted.description, tags: wanted.tags.join(' ') });
  requireRestrictions(wanted);
  return { before, edit: wanted, changes: changesOf(before, wanted) };
}

/** By the tags that the token has and by those that it would have: nobody tags a token into their own reach. */
function requirePermitted({ principal }: Caller, change: TokenChange, { before, edit }: Plan): void {
  if (change.field === 'scope' && before.kind === 'service') {
    throw new Failure('invalid_request', "a service token's permissions are fixed when it is created", {
      hint: 'clone it with other permissions and retire this one',
    });
  }
  requireTokenAccess(principal, change.action, before);
  if (change.field === 'tags') requireTokenAccess(principal, change.action, { ...before, tags: edit.tags });
}

function isGranting({ changes }: Plan): boolean {
  return changes.some(({ gives }) => gives);
}

/** A new scope is compared like that of a new token; more life for what was ended, with all that it may do. */
async function requireGiveable(
  deployment: Deployment,
  { principal }: Caller,
  { member, held }: TokenWithMember & { readonly held: HeldRoles },
  plan: Plan,
  resolved: ResolvedScope | undefined,
): Promise<GrantWarning | undefined> {
  if (!isGranting(plan)) return undefined;
  const { before, changes } = plan;
  const isOwn = isOwnToken(principal, before);
  const isRescoped = resolved !== undefined && changes.some(({ field }) => field === 'scope');
  const inner = isRescoped ? scopeAlone(resolved, member) : rightsSource(before, member, held);
  return requireGrantable(deployment, principal, inner, { isBoundByCaller: isOwn });
}

function apply({ before, edit }: Plan, nowMs: number): AccessToken {
  const { isDisabled, ...fields } = edit;
  const disabledAt = isDisabled ? (before.disabledAt ?? nowMs) : null;
  return { ...before, ...fields, disabledAt, modifiedAt: nowMs, version: before.version + 1 };
}
