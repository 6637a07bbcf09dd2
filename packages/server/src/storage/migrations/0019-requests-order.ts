import type { Migration } from './migration.ts';

/** Leads to the tokens with the most requests, and to those whose oldest day has passed. */
export const requestsOrder: Migration = {
  number: 19,
  name: 'requests order',
  async up(db, { indexRequests }) {
    await db.schema.createIndex('token_usage_oldest').on('token_usage').column('oldest_day').execute();
    await indexRequests(db);
  },
};
