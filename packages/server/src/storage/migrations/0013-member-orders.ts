import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Each order in which members are listed, both ways: of equals the newest stands first whichever way, so neither is the other read backwards. */
const ORDERS: Readonly<Record<string, string>> = {
  members_newest: '',
  members_name: 'display_key, ',
  members_name_backwards: 'display_key desc, ',
  members_seen: 'coalesce(last_seen_at, 0), ',
  members_seen_backwards: 'coalesce(last_seen_at, 0) desc, ',
};

/** Pages and counts of members come from an index alone, which holds all that they ask for. */
export const memberOrders: Migration = {
  number: 13,
  name: 'member orders',
  async up(db) {
    for (const former of ['members_newest', 'members_display']) await db.schema.dropIndex(former).execute();
    for (const [name, first] of Object.entries(ORDERS)) {
      const columns = `account_id, ${first}created_at desc, id, removed_at`;
      await sql`create index ${sql.raw(name)} on members (${sql.raw(columns)}) where removed_at is null`.execute(
        db,
      );
    }
  },
};
