import type { RoleAttributes } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { requireAccess } from '../grants/require-access.ts';
import { newObjectId } from '../object-id.ts';
import { UniqueViolation } from '../storage/store.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import type { Caller } from '../verification/caller.ts';
import { changeTeams } from './change-teams.ts';
import { findRolesByKey, requireMembers } from './find-team-parts.ts';
import { isSameGrant, type PermissionGrant } from './permission-grant.ts';
import { refuseSecretAttributes } from './refuse-secret-attributes.ts';
import { requireKnownActions } from './require-known-actions.ts';
import { type Team, teamResource } from './team.ts';
import { refuseTooMuch } from './team-state.ts';

export interface NewTeam {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly customRoleKeys: readonly string[];
  readonly memberIds: readonly string[];
  readonly grants: readonly PermissionGrant[];
  readonly roleAttributes: RoleAttributes;
}

/**
 * Makes a team with its members, who have its roles with the answer: the caller must hold what they gain.
 *
 * @throws Failure `forbidden`, `invalid_request`, `conflict`, `feature_disabled`, `optimistic_locking_error`
 */
export async function createTeam(deployment: Deployment, caller: Caller, wanted: NewTeam): Promise<Team> {
  const { principal } = caller;
  const { accountId } = principal;
  const { reads } = deployment.store;
  const { key, name, description, roleAttributes, customRoleKeys } = wanted;
  requireAccess(principal, 'createTeam', teamResource(wanted));
  refuseSecrets({ key, name, description });
  refuseSecretAttributes(roleAttributes);
  for (const { granted } of wanted.grants) requireKnownActions(principal, key, granted);
  const grants = wanted.grants.filter(
    (grant, index) => wanted.grants.findIndex((each) => isSameGrant(each, grant)) === index,
  );
  const blank = { customRoleIds: [], rolesGivenAt: {}, createdAt: 0, modifiedAt: 0, version: 0 };
  const team: Team = { id: newObjectId(), accountId, key, name, description, roleAttributes, ...blank };
  const plan = async () => {
    await requireMembers(reads, principal, 'memberIDs', wanted.memberIds);
    const grantees = grants.map(({ memberId }) => memberId);
    await requireMembers(reads, principal, 'permissionGrants', grantees);
    const { found: roles, unknown } = await findRolesByKey(reads, principal, customRoleKeys);
    if (unknown.length > 0) {
      throw new Failure('invalid_request', `\`customRoleKeys\`: there is no role \`${unknown[0]}\``);
    }
    const memberIds = new Set(wanted.memberIds);
    refuseTooMuch({ team, roles, memberIds, grants });
    const counts = `${memberIds.size} members, ${roles.length} roles and ${grants.length} permission grants`;
    return [
      {
        after: { team, roles, memberIds, grants },
        action: 'createTeam',
        verb: 'created the team',
        description: `Created the team with ${counts}`,
      },
    ];
  };
  try {
    await changeTeams(deployment, caller, plan);
  } catch (error) {
    if (!(error instanceof UniqueViolation) || error.column !== 'key') throw error;
    throw new Failure('conflict', `a team with the key \`${key}\` exists already`, { cause: error });
  }
  return (await reads.teams.findTeam(accountId, key)) ?? team;
}
