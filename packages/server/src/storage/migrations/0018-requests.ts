import type { Migration } from './migration.ts';

/**
 * How often each token, and all of an account together, were called: lists are sorted by it, and nobody adds up a million rows. What
 * shuts others out of a table is done here alone, since it takes a moment: 0019 and 0020 let verifications go on beside them.
 */
export const requests: Migration = {
  number: 18,
  name: 'requests',
  async up(db, { listRequests }) {
    await db.schema
      .alterTable('tokens')
      .addColumn('requests', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    await db.schema.alterTable('token_usage').addColumn('oldest_day', 'bigint').execute();
    await db.schema
      .createTable('account_usage')
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('day', 'bigint', (column) => column.notNull())
      .addColumn('allowed', 'bigint', (column) => column.notNull())
      .addColumn('denied', 'bigint', (column) => column.notNull())
      .addColumn('refused', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('account_usage_key', ['account_id', 'kind', 'day'])
      .execute();
    await listRequests(db);
  },
};
