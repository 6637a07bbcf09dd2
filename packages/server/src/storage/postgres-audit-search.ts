import { type Kysely, sql } from 'kysely';
import { type AuditSearch, startOf, within } from './audit-search.ts';
import { textPattern } from './postgres-trigrams.ts';

/** How many entries are looked at at once: of those that hold the text where an index finds them, else of all. */
const INDEXED_WINDOW = 20_000;
const UNINDEXED_WINDOW = 25_000;
/** Shorter texts have no three characters to be found by. */
const INDEXED_LENGTH = 3;

/** @param isIndexed whether the database has the indexes that find texts */
export function postgresAuditSearch(isIndexed: boolean): AuditSearch {
  return {
    async windowStart(db, accountId, text, belowNumber) {
      if (!isIndexed || [...text].length < INDEXED_LENGTH) {
        return startOf(db, accountId, belowNumber, UNINDEXED_WINDOW);
      }
      const row = await this.holding(db, text, { fromNumber: 0, belowNumber })
        .where('account_id', '=', accountId)
        .select('number')
        .offset(INDEXED_WINDOW - 1)
        .limit(1)
        .executeTakeFirst();
      return row?.number ?? 0;
    },

    holding(db, text, bounds) {
      return this.among(within(db, bounds), text);
    },

    among(query, text) {
      const pattern = textPattern(text, 'anywhere');
      return query.where(sql<boolean>`(lower(name) like ${pattern} or lower(description) like ${pattern})`);
    },
  };
}

/** Nothing is kept beside the entries. */
export async function addPostgresAuditSearch(_db: Kysely<never>): Promise<void> {}
