import type { Migration } from './migration.ts';

/** What every decision in an account depends on (settings, resource types) has a version: nodes keep it in memory by that. */
export const accountRules: Migration = {
  number: 9,
  name: 'account rules',
  async up(db) {
    await db.schema
      .alterTable('accounts')
      .addColumn('rules_version', 'bigint', (column) => column.notNull().defaultTo(1))
      .execute();
  },
};
