import { type Kysely, sql } from 'kysely';
import { type AuditBounds, type AuditQuery, type AuditSearch, startOf, within } from './audit-search.ts';
import type { Schema } from './schema.ts';

/**
 * The index knows texts by their runs of three characters: shorter ones are looked for in the entries themselves, where
 * SQLite knows the two cases of ASCII letters alone.
 */
const INDEXED_LENGTH = 3;
/** How many entries are looked at at once. */
const INDEXED_WINDOW = 20_000;
const UNINDEXED_WINDOW = 25_000;

/** Full-text search of SQLite (FTS5), whose trigrams find any part of a word. It keeps no texts of its own. */
export async function addAuditSearch(db: Kysely<never>): Promise<void> {
  await sql`create virtual table audit_search using fts5
    (name, description, content = 'audit_entries', content_rowid = 'number', tokenize = 'trigram')`.execute(
    db,
  );
  await sql`insert into audit_search (audit_search) values ('rebuild')`.execute(db);
  await sql`create trigger audit_entries_search after insert on audit_entries begin
      insert into audit_search (rowid, name, description) values (new.number, new.name, new.description);
    end`.execute(db);
}

interface SearchSchema extends Schema {
  audit_search: { rowid: number; audit_search: string };
}

export const sqliteAuditSearch: AuditSearch = {
  async windowStart(db, accountId, text, belowNumber) {
    if (!isIndexed(text)) return startOf(db, accountId, belowNumber, UNINDEXED_WINDOW);
    const row = await matching(db, text, { fromNumber: 0, belowNumber })
      .select('audit_search.rowid')
      .offset(INDEXED_WINDOW - 1)
      .limit(1)
      .executeTakeFirst();
    return row?.rowid ?? 0;
  },

  holding(db, text, bounds) {
    if (!isIndexed(text)) return this.among(within(db, bounds), text);
    // A cross join is taken in the order in which it is written: the index leads, newest first.
    return matching(db, text, bounds)
      .crossJoin('audit_entries')
      .whereRef('audit_entries.number', '=', 'audit_search.rowid') as unknown as AuditQuery;
  },

  among: (query, text) =>
    query.where(
      sql<boolean>`(instr(lower(name), lower(${text})) > 0 or instr(lower(description), lower(${text})) > 0)`,
    ),

  beginningWith: (db, prefix) =>
    db
      .selectFrom('audit_entries')
      .where('resource', '>=', prefix)
      .where('resource', '<', prefix + LAST_CHARACTER),
};

/** After every character that a name holds. */
const LAST_CHARACTER = '\u{10ffff}';

/** What the index says, newest first. */
function matching(db: Kysely<Schema>, text: string, { fromNumber, belowNumber }: AuditBounds) {
  return (db as unknown as Kysely<SearchSchema>)
    .selectFrom('audit_search')
    .where('audit_search.audit_search', sql`match`, `"${text.replaceAll('"', '""')}"`)
    .where('audit_search.rowid', '<', belowNumber)
    .where('audit_search.rowid', '>=', fromNumber)
    .orderBy('audit_search.rowid', 'desc');
}

/** A query of FTS5 ends at a NUL. */
function isIndexed(text: string): boolean {
  return [...text].length >= INDEXED_LENGTH && !text.includes('\0');
}
