import type { Holder, NamedRole, RoleAttributes, Scope } from '@keyward/policy';
import type { Member } from '../members/member.ts';
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

/** All roles that rights are made of, beside base roles and inline policies. */
export interface HeldRoles {
  /** Of the scope of a token. */
  readonly scope: readonly HeldRole[];
  /** Given to the member directly. */
  readonly direct: readonly HeldRole[];
  readonly teams: readonly HeldTeam[];
}

export const NO_ROLES: HeldRoles = { scope: [], direct: [], teams: [] };

export function namedRole({ key, policy, basePermissions }: HeldRole): NamedRole {
  return { key, policy, basePermissions };
}

/** A member as far as rights go. */
export function holderOf({ role, roleAttributes }: Member, { direct, teams }: HeldRoles): Holder {
  return {
    role,
    customRoles: direct.map(namedRole),
    teamRoles: teams.flatMap((team) =>
      team.roles.map((held) => ({ ...namedRole(held), roleAttributes: team.roleAttributes })),
    ),
    roleAttributes,
  };
}

/** The scope of a token. One that was left without roles allows nothing. */
export function scopeOf(scope: TokenScope, { scope: roles }: HeldRoles): Scope {
  return 'customRoleIds' in scope ? { customRoles: roles.map(namedRole) } : scope;
}

/** Names every version of a role or team that was read: as long as it is the same, so are the rights. */
export function versionsOf({ scope, direct, teams }: HeldRoles): string {
  const version = ({ id, version }: { readonly id: string; readonly version: number }) => `${id} ${version}`;
  return JSON.stringify([
    scope.map(version),
    direct.map(version),
    teams.map((team) => [version(team), team.roles.map(version)]),
  ]);
}
