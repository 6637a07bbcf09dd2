import type { RoleAttributes } from '@keyward/policy';
import { Failure } from '../failure.ts';
import type { Reads } from '../storage/store.ts';
import { refuseSecrets } from '../tokens/refuse-secrets.ts';
import type { Principal } from '../verification/principal.ts';
import { findRolesByKey, requireMembers } from './find-team-parts.ts';
import { type GrantedActions, isSameGrant, type PermissionGrant } from './permission-grant.ts';
import { refuseSecretAttributes } from './refuse-secret-attributes.ts';
import type { TeamInstruction } from './team-instruction.ts';
import type { TeamState } from './team-state.ts';

/**
 * What a team is to be after one instruction. What is so already stays as it is.
 *
 * @throws Failure `invalid_request`, `feature_disabled`
 */
export async function applyInstruction(
  reads: Reads,
  principal: Principal,
  state: TeamState,
  instruction: TeamInstruction,
): Promise<TeamState> {
  const { team, roles, memberIds, grants } = state;
  switch (instruction.kind) {
    case 'addCustomRoles': {
      const { found } = await findRolesByKey(reads, principal, instruction.values);
      const added = found.filter((role) => !roles.some(({ id }) => id === role.id));
      return { ...state, roles: [...roles, ...added] };
    }
    case 'removeCustomRoles':
      return { ...state, roles: roles.filter(({ key }) => !instruction.values.includes(key)) };
    case 'addMembers':
      await requireMembers(reads, principal, instruction.kind, instruction.values);
      return { ...state, memberIds: new Set([...memberIds, ...instruction.values]) };
    case 'removeMembers': {
      const removed = new Set(instruction.values);
      return { ...state, memberIds: new Set([...memberIds].filter((id) => !removed.has(id))) };
    }
    case 'replaceMembers':
      await requireMembers(reads, principal, instruction.kind, instruction.values);
      return { ...state, memberIds: new Set(instruction.values) };
    case 'addPermissionGrants': {
      await requireMembers(reads, principal, instruction.kind, instruction.memberIDs);
      const given = grantsTo(instruction.memberIDs, instruction.granted);
      const added = given.filter((grant) => !grants.some((each) => isSameGrant(each, grant)));
      return { ...state, grants: [...grants, ...added] };
    }
    case 'removePermissionGrants': {
      const removed = grantsTo(instruction.memberIDs, instruction.granted);
      const isRemoved = (grant: PermissionGrant) => removed.some((each) => isSameGrant(each, grant));
      return { ...state, grants: grants.filter((grant) => !isRemoved(grant)) };
    }
    case 'addRoleAttribute':
      refuseOtherValues(team.roleAttributes, instruction.key, instruction.values);
      return withAttributes(state, { ...team.roleAttributes, [instruction.key]: instruction.values });
    case 'updateRoleAttribute':
      return withAttributes(state, { ...team.roleAttributes, [instruction.key]: instruction.values });
    case 'removeRoleAttribute': {
      const { [instruction.key]: _, ...others } = team.roleAttributes;
      return withAttributes(state, others);
    }
    case 'replaceRoleAttributes':
      return withAttributes(state, instruction.value);
    case 'updateName':
      refuseSecrets({ name: instruction.value });
      return { ...state, team: { ...team, name: instruction.value } };
    case 'updateDescription':
      refuseSecrets({ description: instruction.value });
      return { ...state, team: { ...team, description: instruction.value } };
  }
}

function grantsTo(memberIds: readonly string[], granted: GrantedActions): readonly PermissionGrant[] {
  return [...new Set(memberIds)].map((memberId) => ({ memberId, granted }));
}

function withAttributes(state: TeamState, roleAttributes: RoleAttributes): TeamState {
  refuseSecretAttributes(roleAttributes);
  return { ...state, team: { ...state.team, roleAttributes } };
}

function refuseOtherValues(attributes: RoleAttributes, key: string, values: readonly string[]): void {
  const present = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
  if (present === undefined || JSON.stringify(present) === JSON.stringify(values)) return;
  throw new Failure(
    'invalid_request',
    `\`addRoleAttribute\`: the team has the attribute \`${key}\` already`,
    {
      hint: 'replace its values with `updateRoleAttribute`',
    },
  );
}
