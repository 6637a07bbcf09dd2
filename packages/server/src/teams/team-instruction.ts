import type { RoleAttributes } from '@keyward/policy';
import type { GrantedActions } from './permission-grant.ts';

/** One step of an edit of a team, as LaunchDarkly's semantic patch names it. */
export type TeamInstruction =
  | { readonly kind: 'addCustomRoles' | 'removeCustomRoles'; readonly values: readonly string[] }
  | {
      readonly kind: 'addMembers' | 'removeMembers' | 'replaceMembers';
      readonly values: readonly string[];
    }
  | {
      readonly kind: 'addPermissionGrants' | 'removePermissionGrants';
      readonly granted: GrantedActions;
      readonly memberIDs: readonly string[];
    }
  | {
      readonly kind: 'addRoleAttribute' | 'updateRoleAttribute';
      readonly key: string;
      readonly values: readonly string[];
    }
  | { readonly kind: 'removeRoleAttribute'; readonly key: string }
  | { readonly kind: 'replaceRoleAttributes'; readonly value: RoleAttributes }
  | { readonly kind: 'updateName' | 'updateDescription'; readonly value: string };

/** What each of them needs on the team, whether it changes something or not. */
export const ACTION_OF: Readonly<Record<TeamInstruction['kind'], string>> = {
  addCustomRoles: 'updateTeamCustomRoles',
  removeCustomRoles: 'updateTeamCustomRoles',
  addMembers: 'updateTeamMembers',
  removeMembers: 'updateTeamMembers',
  replaceMembers: 'updateTeamMembers',
  addPermissionGrants: 'updateTeamPermissionGrants',
  removePermissionGrants: 'updateTeamPermissionGrants',
  addRoleAttribute: 'updateTeamCustomRoles',
  updateRoleAttribute: 'updateTeamCustomRoles',
  removeRoleAttribute: 'updateTeamCustomRoles',
  replaceRoleAttributes: 'updateTeamCustomRoles',
  updateName: 'updateTeamName',
  updateDescription: 'updateTeamDescription',
};
