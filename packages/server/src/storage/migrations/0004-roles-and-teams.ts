import { presetRoles } from '@keyward/policy';
import { type Kysely, sql } from 'kysely';
import { newObjectId } from '../../object-id.ts';
import type { Schema } from '../schema.ts';
import type { Migration } from './migration.ts';

export const rolesAndTeams: Migration = {
  number: 4,
  name: 'roles and teams',
  async up(db) {
    for (const [table, fallback] of [
      ['members', '[]'],
      ['tokens', null],
    ] as const) {
      await db.schema
        .alterTable(table)
        .addColumn('custom_role_ids', 'text', (column) =>
          fallback === null ? column : column.notNull().defaultTo(fallback),
        )
        .execute();
    }
    await db.schema
      .alterTable('members')
      .addColumn('role_attributes', 'text', (column) => column.notNull().defaultTo('{}'))
      .execute();

    for (const table of ['roles', 'teams']) {
      const body = table === 'roles' ? 'policy' : 'custom_role_ids';
      await db.schema
        .createTable(table)
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
        .addColumn('key', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('description', 'text', (column) => column.notNull())
        .addColumn(body, 'text', (column) => column.notNull())
        .addColumn(table === 'roles' ? 'base_permissions' : 'role_attributes', 'text', (column) =>
          column.notNull(),
        )
        .addColumn(table === 'roles' ? 'resource_category' : 'permission_grants', 'text')
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('modified_at', 'bigint', (column) => column.notNull())
        .addColumn('version', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema.createIndex(`${table}_key`).on(table).columns(['account_id', 'key']).unique().execute();
      await db.schema
        .createIndex(`${table}_newest`)
        .on(table)
        .columns(['account_id', 'created_at desc', 'id'])
        .execute();
    }

    await db.schema
      .createTable('role_holders')
      .addColumn('holder_kind', 'text', (column) => column.notNull())
      .addColumn('holder_id', 'text', (column) => column.notNull())
      .addColumn('role_id', 'text', (column) => column.notNull().references('roles.id'))
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('role_holders_key', ['holder_kind', 'holder_id', 'role_id'])
      .execute();
    await db.schema
      .createIndex('role_holders_role')
      .on('role_holders')
      .columns(['role_id', 'holder_kind'])
      .execute();

    await db.schema
      .createTable('team_members')
      .addColumn('team_id', 'text', (column) => column.notNull().references('teams.id'))
      .addColumn('member_id', 'text', (column) => column.notNull().references('members.id'))
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('team_members_key', ['team_id', 'member_id'])
      .execute();
    await db.schema
      .createIndex('team_members_member')
      .on('team_members')
      .columns(['member_id', 'team_id'])
      .execute();

    await addPresetRoles(db as unknown as Kysely<Schema>);
  },
};

/** Accounts that exist get the preset roles; those that are made later get them when they are made. */
async function addPresetRoles(db: Kysely<Schema>): Promise<void> {
  const accounts = await db.selectFrom('accounts').select(['id', 'created_at']).execute();
  for (const { id, created_at } of accounts) {
    for (const { key } of presetRoles) {
      await sql`insert into roles (id, account_id, key, name, description, policy, base_permissions, created_at, modified_at, version)
        values (${newObjectId()}, ${id}, ${key}, '', '', '[]', 'no_access', ${created_at}, ${created_at}, 1)`.execute(
        db,
      );
    }
  }
}
