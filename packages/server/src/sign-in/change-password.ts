import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { digestNewPassword } from '../members/digest-new-password.ts';
import { emailKey } from '../members/email-key.ts';
import { memberResource } from '../members/member.ts';
import { endLinks } from '../members/one-time-link.ts';
import { isPasswordOf } from '../members/password-digest.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { requireSession } from './require-session.ts';
import { isSameCredential } from './same-credential.ts';

/**
 * Gives the caller a new password, for who knows the current one, ends every other session of theirs and a link for
 * another password that was made before. Guesses
 * at the current one are bounded like sign-ins, with the session as the known browser.
 *
 * @throws Failure `invalid_request` for a wrong current or unfit new password, `rate_limited`, `forbidden` for a token
 */
export async function changePassword(
  deployment: Deployment,
  caller: Caller,
  { currentPassword, newPassword }: { readonly currentPassword: string; readonly newPassword: string },
): Promise<void> {
  const { session, member, accountId } = requireSession(caller.principal);
  const { store, throttle } = deployment;
  const guess = { emailKey: emailKey(member.email), address: caller.address, device: session.id };
  const credential = await throttle.guess(guess, async () => {
    const found = await store.reads.credentials.findCredential(member.email);
    const isRight = found && (await isPasswordOf(found.passwordDigest, currentPassword));
    return isRight ? found : undefined;
  });
  if (credential === undefined) {
    throw new Failure('invalid_request', '`currentPassword`: is not the password');
  }
  const digest = await digestNewPassword('newPassword', newPassword);

  await changeAs(deployment, caller, async (changes, nowMs) => {
    const current = await changes.credentials.findCredential(member.email);
    if (current === undefined || !isSameCredential(current, credential)) {
      throw new Failure('optimistic_locking_error', 'The password changed during the call');
    }
    await changes.credentials.replacePassword(member.id, digest, nowMs);
    await endLinks(changes, member.id);
    const count = await changes.credentials.endSessions(member.id, session.id);
    changes.recordChange({ accountId, kind: 'sessions', id: member.id });
    changes.recordAudit(accountId, {
      actor: auditActor(caller),
      action: 'updatePassword',
      target: { kind: 'member', id: member.id, name: member.email, resource: memberResource(member) },
      verb: 'changed the password of',
      description: `Changed the password and ended ${count} other sessions`,
    });
  });
}
