import { type RawBuilder, sql } from 'kysely';
import type { TokenSearch } from './token-search.ts';

const INDEXED_LENGTH = 3;
const LAST_CHARACTER = '\u{10ffff}';

export const sqliteTokenSearch: TokenSearch = {
  rowsWithText,
  whereText: (accountId, text) => sql`l."row" in (${rowsWithText(accountId, text)})`,
  sortedAtOnce: 30_000,
  throughIndex: (index) => sql`indexed by ${sql.ref(index)}`,
  hasOrderedTags: true,
};

/**
 * The rows whose token, or whose holder, has the text. The index of texts knows three characters and more; with fewer, or with a
 * character that ends a text in its language, only what begins with the text is found, by an index too.
 */
function rowsWithText(accountId: string, text: string): RawBuilder<unknown> {
  const isIndexed = [...text].length >= INDEXED_LENGTH && !text.includes('\0');
  const key = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const phrase = `"${text.replaceAll('"', '""')}"`;
  const ofToken = isIndexed
    ? sql`select rowid as "row" from token_search where token_search match ${phrase}`
    : sql`select "row" from token_list
        where account_id = ${accountId} and name_key >= ${key} and name_key < ${key + LAST_CHARACTER}`;
  const has = (column: string) =>
    isIndexed
      ? sql`instr(lower(${sql.ref(column)}), ${key}) > 0`
      : sql`instr(lower(${sql.ref(column)}), ${key}) = 1`;
  return sql`${ofToken} union all select o."row" from members m
    cross join token_list o on o.account_id = m.account_id and o.member_id = m.id and o.kind = 'personal'
    where m.account_id = ${accountId} and (${sql.join(
      ['m.email', 'm.first_name', 'm.last_name'].map(has),
      sql.raw(' or '),
    )})`;
}
