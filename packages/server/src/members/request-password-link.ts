import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { CallOrigin } from '../verification/caller.ts';
import { type Member, memberResource } from './member.ts';
import { issueLink, linkMadeAt, mailLink } from './one-time-link.ts';

/** Between two links that anybody can have mailed to the same member. */
const MAIL_PAUSE_MS = 300_000;

/**
 * Mails a link to choose a new password to whoever has this address, if anybody has. The caller learns nothing: the mail
 * is sent after the answer, and not at all when one was sent within the last minutes.
 *
 * @throws Failure `feature_disabled` when there is no mail server
 */
export async function requestPasswordLink(
  deployment: Deployment,
  origin: CallOrigin,
  email: string,
): Promise<void> {
  const { store, mailer } = deployment;
  if (mailer === undefined) {
    throw new Failure('feature_disabled', 'this deployment sends no mail', {
      hint: 'ask an administrator for a password link, or the operator for `keyward members password-link`',
    });
  }
  const member = await store.reads.members.findMemberByEmail(email);
  if (member === undefined || member.acceptedAt === null) return;
  // Not awaited: an answer that takes as long as a write would tell that somebody has the address.
  mailPasswordLink(deployment, origin, member).catch(() => undefined);
}

/** Throws where a link was made just now: that undoes the change, so asking again and again writes nothing. */
async function mailPasswordLink(deployment: Deployment, origin: CallOrigin, member: Member): Promise<void> {
  const { store, clock } = deployment;
  const link = await store.change(clock, async (changes, nowMs) => {
    const last = await changes.oneTimeCodes.findCode('password', member.id);
    const isRecent = last !== undefined && linkMadeAt('password', last.expiresAt) + MAIL_PAUSE_MS > nowMs;
    if (isRecent) throw new Failure('conflict', 'a link was made within the last minutes');
    const { accountId, id } = member;
    changes.recordChange({ accountId, kind: 'one_time_code', id });
    changes.recordAudit(accountId, {
      actor: { system: 'somebody unknown', ...origin },
      action: 'createPasswordLink',
      target: { kind: 'member', id, name: member.email, resource: memberResource(member) },
      verb: 'asked for a password link for',
      description: 'Mailed a link to choose a new password',
    });
    return issueLink(deployment, changes, 'password', id, nowMs);
  });
  await mailLink(deployment, member, link);
}
