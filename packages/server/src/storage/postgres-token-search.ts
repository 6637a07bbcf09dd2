import { type RawBuilder, sql } from 'kysely';
import type { TokenSearch } from './token-search.ts';

/** Shorter texts are too common to be looked for inside of others. */
const SEARCHED_LENGTH = 3;

/** Texts are looked for in the tokens themselves; the planner needs no advice. */
export const postgresTokenSearch: TokenSearch = {
  rowsWithText,
  throughIndex: () => sql``,
};

function rowsWithText(accountId: string, text: string): RawBuilder<unknown> {
  const isSearched = [...text].length >= SEARCHED_LENGTH;
  const has = (columns: readonly string[]) =>
    sql.join(
      columns.map((column) =>
        isSearched
          ? sql`position(lower(${text}) in lower(${sql.ref(column)})) > 0`
          : sql`starts_with(lower(${sql.ref(column)}), lower(${text}))`,
      ),
      sql.raw(' or '),
    );
  const columnsOfToken = isSearched ? ['t.name', 't.description', 't.id', 't.last_four'] : ['t.name'];
  return sql`select t.id as "row" from tokens t
    where t.account_id = ${accountId} and t.deleted_at is null and (${has(columnsOfToken)})
    union all select o.id from members m
    join tokens o on o.member_id = m.id and o.kind = 'personal' and o.deleted_at is null
    where m.account_id = ${accountId} and (${has(['m.email', 'm.first_name', 'm.last_name'])})`;
}
