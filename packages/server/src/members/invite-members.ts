import type { BaseRole, RoleAttributes } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { changeAs } from '../grants/change-as.ts';
import { requireAccess } from '../grants/require-access.ts';
import { type HeldMember, type MemberChange, requireRaiseHeld } from '../grants/require-raise-held.ts';
import { newObjectId } from '../object-id.ts';
import { findGivenRoles, requireSameGivenRoles } from '../roles/find-given-roles.ts';
import { findGivenTeams, requireSameGivenTeams } from '../roles/find-given-teams.ts';
import { NO_ROLES } from '../roles/held-roles.ts';
import type { Changes } from '../storage/store.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import { auditActor, type Caller } from '../verification/caller.ts';
import type { Principal } from '../verification/principal.ts';
import { changesOfMember } from './changes-of-member.ts';
import { hasAttributes, type Member, memberResource } from './member.ts';
import { memberSnapshot } from './member-snapshot.ts';
import type { MemberView } from './member-view.ts';
import { issueLink, mailLink, type SentLink } from './one-time-link.ts';
import { refuseDuplicateEmails, refuseTakenEmails } from './refuse-emails.ts';
import { requireStorableAttributes } from './role-attributes.ts';

export interface Invitation {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: BaseRole;
  /** By keys or ids. */
  readonly customRoles: readonly string[];
  readonly teamKeys: readonly string[];
  readonly roleAttributes: RoleAttributes;
}

/** Made of what is known already: a read that failed after the commit would lose the link. */
export interface InvitedMember extends SentLink {
  readonly view: MemberView;
}

/**
 * Invites people, all of them or none. Each becomes a member without a password, who can do nothing before they accept.
 *
 * @returns the members in the order of the invitations
 * @throws Failure `invalid_request`, `forbidden`, `feature_disabled`, `optimistic_locking_error`, `duplicate_emails`,
 *   `email_already_exists_in_account`, `email_taken_in_different_account`
 */
export async function inviteMembers(
  deployment: Deployment,
  caller: Caller,
  invitations: readonly Invitation[],
): Promise<readonly InvitedMember[]> {
  const { principal } = caller;
  const { accountId } = principal;
  const emails = invitations.map(({ email }) => email);
  for (const { email, firstName, lastName, roleAttributes } of invitations) {
    refuseSecrets({ email, firstName, lastName });
    requireStorableAttributes(roleAttributes);
  }
  refuseDuplicateEmails(emails);
  const invited: MemberChange[] = [];
  for (const invitation of invitations)
    invited.push(await judgedInvitation(deployment, principal, invitation));
  await requireRaiseHeld(deployment, principal, invited);

  const sent = await changeAs(deployment, caller, async (changes, nowMs) => {
    await refuseTakenEmails(changes.members, accountId, emails);
    const made = [];
    for (const { before, after } of invited) {
      const member = { ...after.member, createdAt: nowMs };
      await insertInvited(changes, caller, before, { ...after, member });
      const link = await issueLink(deployment, changes, 'invitation', member.id, nowMs);
      made.push({ view: viewOf({ ...after, member }), link });
    }
    await joinTeams(changes, accountId, invited, nowMs);
    return made;
  });
  return Promise.all(
    sent.map(async ({ view, link }) => ({
      view,
      link,
      isMailed: await mailLink(deployment, view.member, link),
    })),
  );
}

/** Each team is changed once, whoever joins it. */
async function joinTeams(
  changes: Changes,
  accountId: string,
  invited: readonly MemberChange[],
  nowMs: number,
): Promise<void> {
  const joining = invited.flatMap(({ after: { member, held } }) =>
    held.teams.map(({ key }) => ({ key, memberId: member.id })),
  );
  for (const [key, ofTeam] of Map.groupBy(joining, (each) => each.key)) {
    const found = await changes.teams.findTeam(accountId, key);
    if (found === undefined) throw new Error('the team went inside the transaction');
    const team = { ...found, modifiedAt: nowMs, version: found.version + 1 };
    await changes.teams.updateTeam(team);
    await changes.teams.addTeamMembers(
      team,
      ofTeam.map(({ memberId }) => memberId),
    );
    changes.recordChange({ accountId, kind: 'team', id: team.id });
  }
}

function viewOf({ member, held }: HeldMember): MemberView {
  const teams = held.teams.map(({ key, name, roles }) => ({
    key,
    name,
    roleKeys: roles.map((role) => role.key),
  }));
  return { member, teams, grants: [], hasAttributes: hasAttributes(member) };
}

/** What somebody gains who was nobody before. */
async function judgedInvitation(
  { store }: Deployment,
  principal: Principal,
  { customRoles, teamKeys, ...invitation }: Invitation,
): Promise<MemberChange> {
  const { roles } = store.reads;
  const id = newObjectId();
  requireAccess(principal, 'createMember', memberResource({ id }));
  const direct = await findGivenRoles(roles, principal, 'customRoles', customRoles);
  const teams = await findGivenTeams(roles, principal, 'teamKeys', teamKeys);
  const nobody: Member = {
    ...invitation,
    id,
    accountId: principal.accountId,
    role: 'no_access',
    customRoleIds: [],
    roleAttributes: {},
    createdAt: 0,
    acceptedAt: null,
    removedAt: null,
    version: 1,
    lastSeenAt: null,
    lastSeenTokenId: null,
  };
  const { role, roleAttributes } = invitation;
  const member = { ...nobody, role, roleAttributes, customRoleIds: direct.map((each) => each.id) };
  return {
    before: { member: nobody, held: NO_ROLES },
    after: { member, held: { ...NO_ROLES, direct, teams } },
  };
}

async function insertInvited(
  changes: Changes,
  caller: Caller,
  nobody: HeldMember,
  invited: HeldMember,
): Promise<void> {
  const { member, held } = invited;
  const { accountId, id, email, role } = member;
  await requireSameGivenRoles(changes.roles, accountId, held.direct);
  await requireSameGivenTeams(changes.roles, accountId, held.teams);
  await changes.members.insertMember(member);
  changes.recordChange({ accountId, kind: 'member', id });
  const given = changesOfMember(nobody, invited).filter(({ action }) => action !== 'updateRole');
  const teams = held.teams.map(({ key }) => `Put into the team \`${key}\``);
  changes.recordAudit(accountId, {
    actor: auditActor(caller),
    action: 'createMember',
    target: { kind: 'member', id, name: email, resource: memberResource(member) },
    verb: 'invited the member',
    description: [
      `Invited the member with the role ${role}`,
      ...given.map(({ description }) => description),
      ...teams,
    ].join('; '),
    currentVersion: memberSnapshot(member),
  });
}
