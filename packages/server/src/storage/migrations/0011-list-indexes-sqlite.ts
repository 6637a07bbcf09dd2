/** Part of a released migration: never edited. */
import { type Kysely, sql } from 'kysely';

/** All that counts of active tokens ask for, so that they look at no row; it takes the place of a narrower one. */
export async function indexListsOnSqlite(db: Kysely<never>): Promise<void> {
  await db.schema.dropIndex('token_list_state').execute();
  await sql`delete from sqlite_stat1 where idx = 'token_list_state'`.execute(db);
  await db.schema
    .createIndex('token_list_health')
    .on('token_list')
    .columns(['account_id', 'state', 'expires_at', 'created_at', 'used_at', 'kind', 'role', 'member_id'])
    .execute();
  await sql`insert into sqlite_stat1 (tbl, idx, stat)
    values ('token_list', 'token_list_health', '1000000 1000000 400000 100 2 1 1 1 1')`.execute(db);
}
