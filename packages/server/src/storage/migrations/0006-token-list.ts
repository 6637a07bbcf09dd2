import type { Migration } from './migration.ts';

/** What lists of tokens are made of, who deleted a token, and the latest use of secrets that have ended. */
export const tokenList: Migration = {
  number: 6,
  name: 'token list',
  async up(db, { buildTokenList }) {
    await db.schema.alterTable('tokens').addColumn('deleted_by', 'text').execute();
    await db.schema
      .createTable('ended_uses')
      .addColumn('token_id', 'text', (column) => column.primaryKey().references('tokens.id'))
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('ended_uses_latest')
      .on('ended_uses')
      .columns(['account_id', 'at desc'])
      .execute();

    await buildTokenList(db);
  },
};
