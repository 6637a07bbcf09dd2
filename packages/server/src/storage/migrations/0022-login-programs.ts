import type { Migration } from './migration.ts';

/** Which program waits to be let in. Nodes of an earlier version let in `keyward` alone. */
export const loginPrograms: Migration = {
  number: 22,
  name: 'login programs',
  async up(db) {
    await db.schema
      .alterTable('device_requests')
      .addColumn('program', 'text', (column) => column.notNull().defaultTo('keyward'))
      .execute();
  },
};
