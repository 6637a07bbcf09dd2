import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { memberResource } from '../members/member.ts';
import type { Changes } from '../storage/store.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { requireSession } from './require-session.ts';

/**
 * Ends one session of the caller's own; that of the call is signing out. Unlike other changes it goes on when the
 * caller's rights have just changed: leaving is always allowed.
 *
 * @throws Failure `not_found` when the caller has no such session, `forbidden` for a token
 */
export async function endOwnSession({ store, clock }: Deployment, caller: Caller, sessionId: string) {
  const { member, session } = requireSession(caller.principal);
  await store.change(clock, async (changes) => {
    if (!(await changes.credentials.endSession(member.id, sessionId))) {
      throw new Failure('not_found', 'Invalid resource identifier');
    }
    const description = sessionId === session.id ? 'Signed out' : 'Signed out another browser';
    recordSignOut(changes, caller, description);
  });
}

/** Ends every session of the caller, that of the call too. @throws Failure `forbidden` for a token */
export async function endOwnSessions({ store, clock }: Deployment, caller: Caller): Promise<void> {
  const { member } = requireSession(caller.principal);
  await store.change(clock, async (changes) => {
    const count = await changes.credentials.endSessions(member.id);
    recordSignOut(changes, caller, `Signed out everywhere: ${count} sessions`);
  });
}

function recordSignOut(changes: Changes, caller: Caller, description: string): void {
  const { accountId, member } = caller.principal;
  changes.recordChange({ accountId, kind: 'sessions', id: member.id });
  changes.recordAudit(accountId, {
    actor: auditActor(caller),
    action: 'signOut',
    target: { kind: 'member', id: member.id, name: member.email, resource: memberResource(member) },
    verb: 'signed out',
    description,
  });
}
