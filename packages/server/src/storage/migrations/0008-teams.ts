import type { Migration } from './migration.ts';

export const teams: Migration = {
  number: 8,
  name: 'teams',
  async up(db) {
    await db.schema
      .alterTable('teams')
      .addColumn('roles_given_at', 'text', (column) => column.notNull().defaultTo('{}'))
      .execute();
    await db.schema.alterTable('teams').dropColumn('permission_grants').execute();

    await db.schema
      .createTable('team_grants')
      .addColumn('team_id', 'text', (column) => column.notNull().references('teams.id'))
      .addColumn('member_id', 'text', (column) => column.notNull().references('members.id'))
      .addColumn('actions', 'text', (column) => column.notNull())
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('team_grants_key', ['team_id', 'member_id', 'actions'])
      .execute();
    await db.schema
      .createIndex('team_grants_member')
      .on('team_grants')
      .columns(['member_id', 'team_id'])
      .execute();

    await db.schema
      .createIndex('change_log_newest')
      .on('change_log')
      .columns(['account_id', 'entity_kind', 'number'])
      .execute();
  },
};
