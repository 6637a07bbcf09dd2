import type { BaseRole } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { changeAs } from '../grants/change-as.ts';
import { requireAccess } from '../grants/require-access.ts';
import { requireGrantable } from '../grants/require-grantable.ts';
import { newObjectId } from '../object-id.ts';
import type { Changes } from '../storage/store.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import { emailKey } from './email-key.ts';
import { type Member, memberResource } from './member.ts';
import { memberSnapshot } from './member-snapshot.ts';
import { issueLink, mailLink, type OneTimeLink } from './one-time-link.ts';

export interface Invitation {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: BaseRole;
}

export interface InvitedMember {
  readonly member: Member;
  readonly link: OneTimeLink;
  /** Whether the link was mailed; when not, whoever invited hands it over. */
  readonly isMailed: boolean;
}

/**
 * Invites people, all of them or none. Each becomes a member without a password, who can do nothing before they accept.
 *
 * @returns the members in the order of the invitations
 * @throws Failure `forbidden`, `optimistic_locking_error`, `duplicate_emails`, `email_already_exists_in_account`,
 *   `email_taken_in_different_account`
 */
export async function inviteMembers(
  deployment: Deployment,
  caller: Caller,
  invitations: readonly Invitation[],
): Promise<readonly InvitedMember[]> {
  const { principal } = caller;
  const { accountId } = principal;
  for (const { email, firstName, lastName } of invitations) refuseSecrets({ email, firstName, lastName });
  refuseDuplicates(invitations);
  const invited = invitations.map((invitation) => ({ ...invitation, id: newObjectId() }));
  for (const { id } of invited) requireAccess(principal, 'createMember', memberResource({ id }));
  for (const role of new Set(invitations.map(({ role }) => role))) {
    await requireGrantable(deployment, principal, { holder: { role } });
  }

  const links = await changeAs(deployment, caller, async (changes, nowMs) => {
    await refuseTaken(changes, accountId, invitations);
    const made = [];
    for (const invitation of invited) {
      const member = memberFrom(invitation, accountId, nowMs);
      await changes.members.insertMember(member);
      const link = await issueLink(deployment, changes, 'invitation', member.id, nowMs);
      changes.recordChange({ accountId, kind: 'member', id: member.id });
      changes.recordAudit(accountId, {
        actor: auditActor(caller),
        action: 'createMember',
        target: { kind: 'member', id: member.id, name: member.email, resource: memberResource(member) },
        verb: 'invited the member',
        description: `Invited the member with the role ${member.role}`,
        currentVersion: memberSnapshot(member),
      });
      made.push({ member, link });
    }
    return made;
  });
  return Promise.all(
    links.map(async ({ member, link }) => ({
      member,
      link,
      isMailed: await mailLink(deployment, member, link),
    })),
  );
}

function memberFrom(
  { id, email, firstName, lastName, role }: Invitation & { readonly id: string },
  accountId: string,
  nowMs: number,
): Member {
  return {
    id,
    accountId,
    email,
    firstName,
    lastName,
    role,
    customRoleIds: [],
    roleAttributes: {},
    createdAt: nowMs,
    acceptedAt: null,
    removedAt: null,
    version: 1,
    lastSeenAt: null,
    lastSeenTokenId: null,
  };
}

function refuseDuplicates(invitations: readonly Invitation[]): void {
  const groups = Map.groupBy(invitations, ({ email }) => emailKey(email));
  const invalidEmails = [...groups.values()].flatMap(([first, second]) =>
    first && second ? [first.email] : [],
  );
  if (invalidEmails.length === 0) return;
  throw new Failure(
    'duplicate_emails',
    `The following e-mail addresses are invited twice: ${invalidEmails.join(', ')}`,
    { invalidEmails },
  );
}

async function refuseTaken(
  changes: Changes,
  accountId: string,
  invitations: readonly Invitation[],
): Promise<void> {
  const here: string[] = [];
  const elsewhere: string[] = [];
  for (const { email } of invitations) {
    const member = await changes.members.findMemberByEmail(email);
    if (member !== undefined) (member.accountId === accountId ? here : elsewhere).push(email);
  }
  if (here.length > 0) {
    throw new Failure(
      'email_already_exists_in_account',
      `Members with the following e-mail addresses already exist in this account: ${here.join(', ')}`,
      { invalidEmails: here },
    );
  }
  if (elsewhere.length > 0) {
    throw new Failure(
      'email_taken_in_different_account',
      `The following e-mail addresses belong to members of another account: ${elsewhere.join(', ')}`,
      { invalidEmails: elsewhere },
    );
  }
}
