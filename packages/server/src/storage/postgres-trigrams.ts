import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** What is searched by its texts, each with the columns as the searches write them. */
const INDEXES = {
  tokens_text: ['tokens', ['lower(name)', 'lower(description)', 'lower(id)', 'lower(last_four)']],
  members_text: ['members', ['lower(email)', 'lower(first_name)', 'lower(last_name)']],
  members_key_text: ['members', ['email_key', 'display_key']],
  audit_entries_text: ['audit_entries', ['lower(name)', 'lower(description)']],
} as const;

/**
 * Makes the indexes by which a text inside of others is found, where the database has the extension `pg_trgm` or the role may add it.
 * Without them searches are as right, and slower. To be called by one node at a time.
 *
 * @returns whether they are there
 */
export async function addTrigramIndexes(db: Kysely<Schema>): Promise<boolean> {
  const indexes = Object.entries(INDEXES).map(([name, [table, columns]]) => {
    const keys = columns.map((column) => `(${column}) gin_trgm_ops`).join(', ');
    return `create index if not exists ${name} on ${table} using gin (${keys});`;
  });
  await sql`do $$ begin
    create extension if not exists pg_trgm;
    ${sql.raw(indexes.join('\n    '))}
  exception when insufficient_privilege or undefined_file or undefined_object or feature_not_supported then null;
  end $$`.execute(db);
  const { rows } = await sql`select 1 from pg_indexes
    where schemaname = any (current_schemas(false)) and indexname = 'audit_entries_text'`.execute(db);
  return rows.length > 0;
}

/** A pattern for `like` that matches what holds the text, without regard to case. */
export function textPattern(text: string, place: 'anywhere' | 'at the beginning') {
  const escaped = text.replace(/[\\%_]/g, '\\$&');
  return sql<string>`lower(${place === 'anywhere' ? `%${escaped}%` : `${escaped}%`})`;
}
