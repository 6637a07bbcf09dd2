import type { Deployment } from '../deployment/deployment.ts';
import { auditMember, type CallOrigin } from '../verification/caller.ts';
import { digestNewPassword } from './digest-new-password.ts';
import { emailKey } from './email-key.ts';
import { memberResource } from './member.ts';
import { redeemCode, requireLikelyCode } from './redeem-code.ts';

/**
 * Sets a new password with the code of a link, and ends every session of the member. Guesses at the old one no longer
 * count.
 *
 * @throws Failure `unauthorized` for a code that does not work, `invalid_request`
 */
export async function resetPassword(
  deployment: Deployment,
  origin: CallOrigin,
  { code, newPassword }: { readonly code: string; readonly newPassword: string },
): Promise<void> {
  await requireLikelyCode(deployment, 'password', code);
  const digest = await digestNewPassword('newPassword', newPassword);
  const { email } = await deployment.store.change(deployment.clock, async (changes, nowMs) => {
    const member = await redeemCode(deployment, changes, 'password', code, nowMs);
    if (!(await changes.credentials.replacePassword(member.id, digest, nowMs))) {
      await changes.credentials.insertCredential(member, digest, nowMs);
    }
    const count = await changes.credentials.endSessions(member.id);
    const { accountId, id } = member;
    changes.recordChange({ accountId, kind: 'sessions', id });
    changes.recordAudit(accountId, {
      actor: { member: auditMember(member), ...origin },
      action: 'updatePassword',
      target: { kind: 'member', id, name: member.email, resource: memberResource(member) },
      verb: 'chose a new password for',
      description: `Chose a new password with a link, and ended ${count} sessions`,
    });
    return member;
  });
  deployment.throttle.forget(emailKey(email));
}
