import { sql } from 'kysely';
import { newObjectId } from '../../object-id.ts';
import type { Migration } from './migration.ts';

/** Each restore of a backup begins a new epoch of the data. What is there is the first. */
export const epochs: Migration = {
  number: 12,
  name: 'epochs',
  async up(db) {
    await db.schema
      .createTable('epochs')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('number', 'integer', (column) => column.notNull().unique())
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('from_number', 'bigint', (column) => column.notNull())
      .addColumn('backup_at', 'bigint')
      .addColumn('doubts', 'text')
      .addColumn('accepted_at', 'bigint')
      .execute();
    await sql`insert into epochs (id, number, started_at, from_number, accepted_at) values (${newObjectId()}, 1, 0, 0, 0)`.execute(
      db,
    );
  },
};
