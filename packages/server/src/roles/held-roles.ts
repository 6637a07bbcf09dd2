import type { Holder, NamedRole, RoleAttributes, Scope } from '@keyward/policy';
import type { Member } from '../members/member.ts';
import { type GrantedActions, grantPolicy } from '../teams/permission-grant.ts';
import type { TokenScope } from '../tokens/token-scope.ts';
import type { Role } from './role.ts';

/** A role as whoever holds it depends on it. */
export type HeldRole = Pick<Role, 'id' | 'key' | 'version' | 'policy' | 'basePermissions'>;

/** A team as its members depend on it. */
export interface HeldTeam {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly version: number;
  readonly roleAttributes: RoleAttributes;
  readonly roles: readonly HeldRole[];
}

/** What a member may do to a team, whether they belong to it or not. */
export interface HeldGrant {
  readonly teamId: string;
  readonly teamKey: string;
  readonly granted: GrantedActions;
}

/** All roles that rights are made of, beside base roles and inline policies. */
export interface HeldRoles {
  /** Of the scope of a token. */
  readonly scope: readonly HeldRole[];
  /** Given to the member directly. */
  readonly direct: readonly HeldRole[];
  readonly teams: readonly HeldTeam[];
  readonly grants: readonly HeldGrant[];
}

export const NO_ROLES: HeldRoles = { scope: [], direct: [], teams: [], grants: [] };

export function namedRole({ key, policy, basePermissions }: HeldRole): NamedRole {
  return { key, policy, basePermissions };
}

/** A member as far as rights go. */
export function holderOf(
  { role, roleAttributes }: Pick<Member, 'role' | 'roleAttributes'>,
  held: HeldRoles,
): Holder {
  const throughTeams = held.teams.flatMap((team) =>
    team.roles.map((each) => ({ ...namedRole(each), roleAttributes: team.roleAttributes })),
  );
  return {
    role,
    customRoles: held.direct.map(namedRole),
    teamRoles: [...throughTeams, ...held.grants.map(grantRole)],
    roleAttributes,
  };
}

/** A permission grant as a role that allows and never denies: added to whatever there is, as the roles of teams are. */
export function grantRole({ teamKey, granted }: HeldGrant): NamedRole {
  return { key: `permission grant on team/${teamKey}`, policy: grantPolicy(teamKey, granted) };
}

/** The scope of a token. One that was left without roles allows nothing. */
export function scopeOf(scope: TokenScope, { scope: roles }: HeldRoles): Scope {
  return 'customRoleIds' in scope ? { customRoles: roles.map(namedRole) } : scope;
}

/** Names every version of a role or team that was read, and grants as they are: as long as it is the same, so are the rights. */
export function versionsOf({ scope, direct, teams, grants }: HeldRoles): string {
  const version = ({ id, version }: { readonly id: string; readonly version: number }) => `${id} ${version}`;
  return JSON.stringify([
    scope.map(version),
    direct.map(version),
    teams.map((team) => [version(team), team.roles.map(version)]),
    grants,
  ]);
}

/**
 * Whether the custom roles are those that the row of their holder names. Read by statements of their own they may be of another
 * moment, and a member whose roles are gone has their base role again: rights that nobody ever had.
 */
export function isOfOneMoment(customRoleIds: readonly string[], roles: readonly HeldRole[]): boolean {
  return JSON.stringify(customRoleIds) === JSON.stringify(roles.map(({ id }) => id));
}
