import type { BaseRole, Policy } from '@keyward/policy';
import { type Kysely, type Selectable, sql } from 'kysely';
import { type ResourceCategory, type Role, withPreset } from '../roles/role.ts';
import { findHeldRoles } from './held-roles-repository.ts';
import type { Schema } from './schema.ts';
import type { RoleHolder, RoleWrites } from './store.ts';

export function rolesRepository(db: Kysely<Schema>): RoleWrites {
  const rolesOf = (accountId: string) =>
    db.selectFrom('roles').selectAll().where('account_id', '=', accountId);

  return {
    async findRole(accountId, keyOrId) {
      const row = await rolesOf(accountId)
        .where((where) => where.or([where('key', '=', keyOrId), where('id', '=', keyOrId)]))
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
        .select(['holder_kind', 'holder_id'])
        .where('account_id', '=', accountId)
        .where('role_id', '=', roleId)
        .execute();
      return rows.map(({ holder_kind, holder_id }) => ({
        kind: holder_kind as RoleHolder['kind'],
        id: holder_id,
      }));
    },

    findHeldRoles: ({ tokenId, memberId }) => findHeldRoles(db, tokenId, memberId),

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
