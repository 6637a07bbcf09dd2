import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Programs that wait for a member to let them in. Of their codes the digests alone are kept. */
export const deviceRequests: Migration = {
  number: 17,
  name: 'device requests',
  async up(db, { bytesType }) {
    const bytes = sql.raw(bytesType);
    await db.schema
      .createTable('device_requests')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('device_code_digest', bytes, (column) => column.notNull().unique())
      .addColumn('user_code_digest', bytes, (column) => column.notNull().unique())
      .addColumn('device_name', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('life_seconds', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('session_id', 'text')
      .execute();
    await db.schema.createIndex('device_requests_end').on('device_requests').column('expires_at').execute();
  },
};
