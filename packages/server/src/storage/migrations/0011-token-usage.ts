import type { Migration } from './migration.ts';

/** What became of the calls with each token, which batches of uses have been written, and indexes for lists. */
export const tokenUsage: Migration = {
  number: 11,
  name: 'token usage',
  async up(db, { indexLists }) {
    await db.schema
      .createTable('token_usage')
      .addColumn('token_id', 'text', (column) =>
        column.primaryKey().references('tokens.id').onDelete('cascade'),
      )
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('days', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('usage_batches')
      .addColumn('recorder_id', 'text', (column) => column.primaryKey())
      .addColumn('number', 'bigint', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
    await indexLists(db);
  },
};
