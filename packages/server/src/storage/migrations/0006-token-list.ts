import type { Migration } from './migration.ts';

/**
 * What lists of tokens are made of: one narrow row for each token that was not deleted, kept by triggers, so that the
 * rows which verification reads need no index for every column that people sort by.
 */
export const tokenList: Migration = {
  number: 6,
  name: 'token list',
  async up(db, { tokenListSearch }) {
    await db.schema.alterTable('tokens').addColumn('deleted_by', 'text').execute();
    await db.schema
      .createTable('token_list')
      // A number of its own: that of a table with a text as key changes when the file is compacted.
      .addColumn('row', 'integer', (column) => column.primaryKey())
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('token_id', 'text', (column) => column.notNull().unique())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('state', 'integer', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('modified_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('used_at', 'bigint', (column) => column.notNull())
      .addColumn('role', 'text')
      .addColumn('member_id', 'text', (column) => column.notNull())
      .addColumn('name_key', 'text', (column) => column.notNull())
      .addColumn('tags', 'text', (column) => column.notNull())
      .execute();
    /** What lists are narrowed by most, so that a long one is gone through without a look at its rows. */
    const narrowing = ['state', 'kind', 'role'] as const;
    for (const [index, columns] of [
      ['newest', ['created_at desc', 'token_id', 'expires_at', ...narrowing]],
      ['name', ['name_key', 'token_id', 'expires_at', ...narrowing]],
      ['modified', ['modified_at', 'token_id', 'expires_at', ...narrowing]],
      ['used', ['used_at', 'token_id', 'created_at', 'expires_at', ...narrowing]],
      ['end', ['expires_at', 'token_id', ...narrowing]],
      ['state', ['state', 'expires_at', 'created_at', 'used_at']],
      ['kind', ['kind']],
      ['role', ['role']],
      ['member', ['member_id', 'kind']],
    ] as const) {
      await db.schema
        .createIndex(`token_list_${index}`)
        .on('token_list')
        .columns(['account_id', ...columns])
        .execute();
    }

    await db.schema
      .createTable('token_tags')
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('tag', 'text', (column) => column.notNull())
      .addColumn('token_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('token_tags_key', ['account_id', 'tag', 'token_id'])
      .execute();
    await db.schema.createIndex('token_tags_token').on('token_tags').column('token_id').execute();

    /** How many tokens there are, which every page says: to count a million takes longer than to find a page of them. */
    await db.schema
      .createTable('token_totals')
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('total', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('token_totals_key', ['account_id', 'kind'])
      .execute();

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

    for (const statement of tokenListSearch) await statement.execute(db);
  },
};
