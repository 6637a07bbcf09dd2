/** Part of a released migration: never edited. */
import { type Kysely, sql } from 'kysely';

/** Rows, then rows for each value of the columns of an index. */
const SIZES: readonly (readonly [table: string, index: string, counts: string])[] = [
  ['members', 'sqlite_autoindex_members_1', '1000000 1'],
  ['members', 'members_email_key', '1000000 1'],
  ['members', 'members_role', '1000000 1000000 250000 2 1'],
  ['members', 'members_newest', '1000000 1000000 2 1 1'],
  ['members', 'members_name', '1000000 1000000 2 1 1 1'],
  ['members', 'members_name_backwards', '1000000 1000000 2 1 1 1'],
  ['members', 'members_seen', '1000000 1000000 5 1 1 1'],
  ['members', 'members_seen_backwards', '1000000 1000000 5 1 1 1'],
  ['roles', 'sqlite_autoindex_roles_1', '10000 1'],
  ['roles', 'roles_key', '10000 10000 1'],
  ['roles', 'roles_newest', '10000 10000 2 1'],
  ['role_holders', 'sqlite_autoindex_role_holders_1', '1000000 300000 2 1'],
  ['role_holders', 'role_holders_role', '1000000 100 30'],
  ['teams', 'sqlite_autoindex_teams_1', '10000 1'],
  ['teams', 'teams_key', '10000 10000 1'],
  ['teams', 'teams_newest', '10000 10000 2 1'],
  ['team_members', 'sqlite_autoindex_team_members_1', '1000000 100 1'],
  ['team_members', 'team_members_member', '1000000 2 1'],
  ['team_grants', 'sqlite_autoindex_team_grants_1', '10000 2 1 1'],
  ['team_grants', 'team_grants_member', '10000 2 1'],
];

/**
 * SQLite is told how large the tables of an account grow, as for its tokens before: without, it went through all members of
 * an account to find those with given ids.
 */
export async function tellSizesOnSqlite(db: Kysely<never>): Promise<void> {
  for (const [table, index, counts] of SIZES) {
    await sql`insert into sqlite_stat1 (tbl, idx, stat)
      values (${sql.lit(table)}, ${sql.lit(index)}, ${sql.lit(counts)})`.execute(db);
  }
  await sql`analyze sqlite_schema`.execute(db);
}
