import type { HeldRole, HeldRoles, HeldTeam } from '../roles/held-roles.ts';
import type { Role } from '../roles/role.ts';
import type { Page } from './page.ts';

export interface RoleHolder {
  readonly kind: 'token' | 'member' | 'team';
  readonly id: string;
  /** Of the holder. */
  readonly version: number;
}

export interface RoleHolderCounts {
  readonly tokens: number;
  readonly members: number;
  readonly teams: number;
}

export interface RoleReads {
  findRole(accountId: string, keyOrId: string): Promise<Role | undefined>;
  /** Newest first; roles made in the same millisecond in the order of their ids. */
  listRoles(accountId: string, page: Page): Promise<readonly Role[]>;
  countRoles(accountId: string): Promise<number>;
  listRoleHolders(accountId: string, roleId: string): Promise<readonly RoleHolder[]>;
  /** By role. */
  countRoleHolders(roleIds: readonly string[]): Promise<ReadonlyMap<string, RoleHolderCounts>>;
  /** The roles that the rights of a token, a member or a token of a member are made of. */
  findHeldRoles(of: { readonly tokenId?: string; readonly memberId?: string }): Promise<HeldRoles>;
  /** The teams of the account with these keys, with their roles, in the order of the keys. */
  findHeldTeams(accountId: string, keys: readonly string[]): Promise<readonly HeldTeam[]>;
  /** The same for many members, by their id. */
  findHeldRolesOf(memberIds: readonly string[]): Promise<ReadonlyMap<string, HeldRoles>>;
  /** The roles in the scopes of many tokens, by their id; a token without is absent. */
  findScopeRolesOf(tokenIds: readonly string[]): Promise<ReadonlyMap<string, readonly HeldRole[]>>;
}

export interface RoleWrites extends RoleReads {
  /** Which roles the account has, and in which version. */
  listRoleVersions(accountId: string): Promise<readonly Pick<Role, 'id' | 'version'>[]>;
  /** @throws UniqueViolation `key` when a role of the account has that key */
  insertRole(role: Role): Promise<void>;
  /** Writes what may change of a role, one version later. Answers false when the stored version is not the one before. */
  updateRole(role: Role): Promise<boolean>;
  /** Takes a role from a holder, who is one version later then. */
  takeRole(
    accountId: string,
    holder: Pick<RoleHolder, 'kind' | 'id'>,
    roleId: string,
    nowMs: number,
  ): Promise<void>;
  /** Answers false when there was none. Nobody may hold it any more. */
  deleteRole(accountId: string, roleId: string): Promise<boolean>;
}
