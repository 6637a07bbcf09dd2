import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { textPattern } from './postgres-trigrams.ts';
import type { TokenSearch } from './token-search.ts';

/** Shorter texts are too common to be looked for inside of others. */
const SEARCHED_LENGTH = 3;

/** The planner needs no advice. */
export const postgresTokenSearch: TokenSearch = {
  rowsWithText,
  whereText,
  throughIndex: () => sql``,
  sortedAtOnce: 0,
  hasOrderedTags: false,
};

/** Each way of finding a row has its index. */
function rowsWithText(accountId: string, text: string): RawBuilder<unknown> {
  return sql`select t.id as "row" from tokens t
    where t.account_id = ${accountId} and t.deleted_at is null and (${tokenHas('t', text)})
    union all select o.id from members m
    join tokens o on o.member_id = m.id and o.kind = 'personal' and o.deleted_at is null
    where m.account_id = ${accountId} and (${memberHas(text)})`;
}

/** For a text that many rows have: they are met on the way through the list. */
function whereText(accountId: string, text: string): RawBuilder<SqlBool> {
  return sql`(${tokenHas('l', text)} or (l.kind = 'personal' and l.member_id in (
    select m.id from members m where m.account_id = ${accountId} and (${memberHas(text)}))))`;
}

function tokenHas(table: 't' | 'l', text: string): RawBuilder<unknown> {
  const id = table === 't' ? 't.id' : 'l.token_id';
  const others = isSearched(text) ? [id, `${table}.description`, `${table}.last_four`] : [];
  return has([`${table}.name`, ...others], text);
}

function memberHas(text: string): RawBuilder<unknown> {
  return has(['m.email', 'm.first_name', 'm.last_name'], text);
}

function has(columns: readonly string[], text: string): RawBuilder<unknown> {
  const pattern = textPattern(text, isSearched(text) ? 'anywhere' : 'at the beginning');
  return sql.join(
    columns.map((column) => sql`lower(${sql.ref(column)}) like ${pattern}`),
    sql.raw(' or '),
  );
}

function isSearched(text: string): boolean {
  return [...text].length >= SEARCHED_LENGTH;
}
