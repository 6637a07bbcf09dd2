import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { memberResource } from './member.ts';
import { issueLink, linkAddress } from './one-time-link.ts';

export interface PasswordLink {
  /** Relative to wherever the service is reached when no public address is set. */
  readonly link: string;
  /** Exclusive, milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Makes a link to choose a password for whoever has the shell of the service: they could write its database as well, so
 * no right is asked for. The link that was made before ends, and so does every session of the member.
 *
 * @throws Failure `not_found` for an address that no member has, `conflict` while the invitation is pending
 */
export async function makePasswordLink(deployment: Deployment, email: string): Promise<PasswordLink> {
  const link = await deployment.store.change(deployment.clock, async (changes, nowMs) => {
    const member = await changes.members.findMemberByEmail(email);
    if (member === undefined) throw new Failure('not_found', 'no member has this e-mail address');
    if (member.acceptedAt === null) {
      throw new Failure(
        'conflict',
        'the member has not accepted the invitation yet; send the invitation again with `POST /api/v2/members/{id}/invitation`',
      );
    }
    const { accountId, id } = member;
    const count = await changes.credentials.endSessions(id);
    changes.recordChange({ accountId, kind: 'sessions', id });
    changes.recordAudit(accountId, {
      actor: { system: 'keyward members password-link' },
      action: 'createPasswordLink',
      target: { kind: 'member', id, name: member.email, resource: memberResource(member) },
      verb: 'made a password link for',
      description: `Made a link to choose a new password, and ended ${count} sessions`,
    });
    return issueLink(deployment, changes, 'password', id, nowMs);
  });
  return { link: linkAddress(deployment, link), expiresAt: link.expiresAt };
}
