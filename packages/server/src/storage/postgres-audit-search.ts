import { type Kysely, sql } from 'kysely';
import { type AuditSearch, startOf, within } from './audit-search.ts';

/** How many entries are looked at at once. */
const WINDOW = 25_000;

/** Texts are looked for in the entries themselves: whoever may add `pg_trgm` to a database is not who runs Keyward on it. */
export const postgresAuditSearch: AuditSearch = {
  windowStart: (db, accountId, _text, belowNumber) => startOf(db, accountId, belowNumber, WINDOW),

  holding(db, text, bounds) {
    return this.among(within(db, bounds), text);
  },

  among: (query, text) =>
    query.where(
      sql<boolean>`(position(lower(${text}) in lower(name)) > 0 or position(lower(${text}) in lower(description)) > 0)`,
    ),
};

/** Nothing is kept beside the entries. */
export async function addPostgresAuditSearch(_db: Kysely<never>): Promise<void> {}
