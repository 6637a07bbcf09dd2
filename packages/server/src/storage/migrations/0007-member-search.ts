import { sql } from 'kysely';
import { displayKey } from '../../members/email-key.ts';
import type { Migration } from './migration.ts';

interface Row {
  readonly id: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
}

export const memberSearch: Migration = {
  number: 7,
  name: 'member search',
  async up(db, { sortedTextType }) {
    await db.schema
      .alterTable('members')
      .addColumn('display_key', sql.raw(sortedTextType), (column) => column.notNull().defaultTo(''))
      .execute();
    const { rows } = await sql<Row>`select id, email, first_name, last_name from members`.execute(db);
    for (const { id, email, first_name, last_name } of rows) {
      const key = displayKey({ email, firstName: first_name, lastName: last_name });
      await sql`update members set display_key = ${key} where id = ${id}`.execute(db);
    }
    await db.schema
      .createIndex('members_display')
      .on('members')
      .columns(['account_id', 'display_key', 'created_at desc', 'id'])
      .where(sql.ref('removed_at'), 'is', null)
      .execute();
  },
};
