import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Which access a request to an API behind a gateway needs: a table for each account. */
export const gatewayRoutes: Migration = {
  number: 15,
  name: 'gateway routes',
  async up(db, { sortedTextType }) {
    await db.schema
      .createTable('gateway_routes')
      .addColumn('account_id', 'text', (column) => column.notNull().references('accounts.id'))
      .addColumn('key', sql.raw(sortedTextType), (column) => column.notNull())
      .addColumn('method', 'text', (column) => column.notNull())
      .addColumn('path', 'text', (column) => column.notNull())
      .addColumn('resource', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('gateway_routes_key', ['account_id', 'key'])
      .execute();
  },
};
