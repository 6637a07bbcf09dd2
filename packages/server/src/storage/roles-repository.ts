import type { BaseRole, Policy } from '@keyward/policy';
import { type Kysely, type Selectable, sql } from 'kysely';
import { type ResourceCategory, type Role, withPreset } from '../roles/role.ts';
import {
  findHeldRoles,
  findHeldRolesOf,
  findHeldTeams,
  findScopeRolesOf,
  replaceHeldRoles,
} from './held-roles-repository.ts';
import type { RoleHolder, RoleHolderCounts, RoleWrites } from './role-store.ts';
import type { Schema } from './schema.ts';

export function rolesRepository(db: Kysely<Schema>): RoleWrites {
  const rolesOf = (accountId: string) =>
    db.selectFrom('roles').selectAll().where('account_id', '=', accountId);

  return {
    async findRole(accountId, keyOrId) {
      const row = await rolesOf(accountId)
        .where((where) => where.or([where('key', '=', keyOrId), where('id', '=', keyOrId)]))
        .orderBy(sql`case when id = ${keyOrId} then 0 else 1 end`)
        .executeTakeFirst();
      return row && roleFromRow(row);
    },

    async listRoles(accountId, page) {
      const rows = await rolesOf(accountId)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(page.limit)
        .offset(page.offset)
        .execute();
      return rows.map(roleFromRow);
    },

    async countRoles(accountId) {
      const { count } = await db
        .selectFrom('roles')
        .where('account_id', '=', accountId)
        .select(sql<number>`count(*)`.as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },

    async listRoleHolders(accountId, roleId) {
      const rows = await db
        .selectFrom('role_holders')
        .leftJoin('members', 'members.id', 'role_holders.holder_id')
        .leftJoin('teams', 'teams.id', 'role_holders.holder_id')
        .leftJoin('tokens', 'tokens.id', 'role_holders.holder_id')
        .select(['holder_kind as kind', 'holder_id as id'])
        .select(sql<number>`coalesce(members.version, teams.version, tokens.version)`.as('version'))
        .where('role_holders.account_id', '=', accountId)
        .where('role_holders.role_id', '=', roleId)
        .orderBy('holder_kind')
        .orderBy('holder_id')
        .execute();
      return rows.map(({ kind, id, version }) => ({ kind: kind as RoleHolder['kind'], id, version }));
    },

    async countRoleHolders(roleIds) {
      const counts = new Map<string, RoleHolderCounts>();
      if (roleIds.length === 0) return counts;
      const rows = await db
        .selectFrom('role_holders')
        .select(['role_id', 'holder_kind', sql<number>`count(*)`.as('count')])
        .where('role_id', 'in', roleIds)
        .groupBy(['role_id', 'holder_kind'])
        .execute();
      for (const { role_id, holder_kind, count } of rows) {
        const known = counts.get(role_id) ?? { tokens: 0, members: 0, teams: 0 };
        counts.set(role_id, { ...known, [`${holder_kind}s`]: count });
      }
      return counts;
    },

    listRoleVersions: (accountId) =>
      db.selectFrom('roles').select(['id', 'version']).where('account_id', '=', accountId).execute(),

    findHeldRoles: ({ tokenId, memberId }) => findHeldRoles(db, tokenId, memberId),

    findHeldTeams: (accountId, keys) => findHeldTeams(db, accountId, keys),

    findHeldRolesOf: (memberIds) => findHeldRolesOf(db, memberIds),

    findScopeRolesOf: (tokenIds) => findScopeRolesOf(db, tokenIds),

    async insertRole(role) {
      await db
        .insertInto('roles')
        .values({
          id: role.id,
          account_id: role.accountId,
          key: role.key,
          created_at: role.createdAt,
          ...changingColumns(role),
        })
        .execute();
    },

    async updateRole(role) {
      const { numUpdatedRows } = await db
        .updateTable('roles')
        .set(changingColumns(role))
        .where('account_id', '=', role.accountId)
        .where('id', '=', role.id)
        .where('version', '=', role.version - 1)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },

    async takeRole(accountId, { kind, id }, roleId, nowMs) {
      const table = `${kind}s` as const;
      const { custom_role_ids } = await db
        .selectFrom(table)
        .select('custom_role_ids')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const ids = (JSON.parse(custom_role_ids ?? '[]') as string[]).filter((each) => each !== roleId);
      await db
        .updateTable(table)
        .set((set) => ({ custom_role_ids: JSON.stringify(ids), version: set('version', '+', 1) }))
        .where('account_id', '=', accountId)
        .where('id', '=', id)
        .execute();
      if (kind !== 'member') {
        await db.updateTable(table).set({ modified_at: nowMs }).where('id', '=', id).execute();
      }
      await replaceHeldRoles(db, { accountId, kind, id }, ids);
    },

    async deleteRole(accountId, roleId) {
      const { numDeletedRows } = await db
        .deleteFrom('roles')
        .where('account_id', '=', accountId)
        .where('id', '=', roleId)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
  };
}

function changingColumns(role: Role) {
  return {
    name: role.name,
    description: role.description,
    policy: JSON.stringify(role.policy),
    base_permissions: role.basePermissions,
    resource_category: role.resourceCategory,
    modified_at: role.modifiedAt,
    version: role.version,
  };
}

function roleFromRow(row: Selectable<Schema['roles']>): Role {
  return withPreset({
    id: row.id,
    accountId: row.account_id,
    key: row.key,
    name: row.name,
    description: row.description,
    policy: JSON.parse(row.policy) as Policy,
    basePermissions: row.base_permissions as BaseRole,
    resourceCategory: row.resource_category as ResourceCategory | null,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
    version: row.version,
  });
}
