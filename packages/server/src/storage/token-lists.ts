import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { TokenKind } from '../tokens/access-token.ts';
import type { Schema } from './schema.ts';
import { whereAll, whereListed } from './token-conditions.ts';
import type {
  TokenColumn,
  TokenLists,
  TokenPage,
  TokenPosition,
  TokenQuery,
  TokenSort,
} from './token-list-store.ts';
import type { TokenSearch } from './token-search.ts';
import { tokensRepository } from './tokens-repository.ts';

/** A text that more have is gone through in the order of the list, and not counted to the end. */
const COUNTED_IN_SEARCH = 20_000;

/** What a list is sorted by, and the index that holds it in that order. */
const COLUMNS: Readonly<Record<TokenColumn, { readonly key: string; readonly index: string }>> = {
  name: { key: 'name_key', index: 'token_list_name' },
  creationDate: { key: 'created_at', index: 'token_list_newest' },
  lastModified: { key: 'modified_at', index: 'token_list_modified' },
  lastUsed: { key: 'used_at', index: 'token_list_used' },
  expiry: { key: 'expires_at', index: 'token_list_end' },
};

interface PlacedRow {
  readonly id: string;
  readonly value: string | number;
}

interface ReferenceRow extends PlacedRow {
  readonly kind: TokenKind;
  readonly member_id: string;
  readonly tags: string;
}

/**
 * Lists and counts of tokens. A search, and a count of a whole account, runs on a connection of its own: it may take as long as
 * many pages of a list.
 */
export function tokenLists(search: TokenSearch, lists: Kysely<Schema>, searches: Kysely<Schema>): TokenLists {
  const [quick, slow] = [listsOn(search, lists), listsOn(search, searches)];
  const forQuery = (query: TokenQuery) => (isSearch(query) ? slow : quick);
  return {
    countTokens: (accountId, query) => forQuery(query).countTokens(accountId, query),
    listTokens: (accountId, query, sort, page) => forQuery(query).listTokens(accountId, query, sort, page),
    listTokenReferences: (accountId, query, sort, page) =>
      forQuery(query).listTokenReferences(accountId, query, sort, page),
    countEach: (accountId, query, each) => slow.countEach(accountId, query, each),
  };
}

/** Long lists are gone through in their order; short ones are found by what they have in common and sorted. */
function listsOn(search: TokenSearch, db: Kysely<Schema>): TokenLists {
  const { findTokens } = tokensRepository(db);

  async function count(statement: RawBuilder<unknown>): Promise<number> {
    const { rows } = await sql<{ count: number }>`select ${statement} as count`.execute(db);
    return rows[0]?.count ?? 0;
  }

  function countTokens(accountId: string, query: TokenQuery): Promise<number> {
    return count(countOf(search, accountId, query));
  }

  /** Whether so many rows have a text that they are not counted. */
  async function isCommonText(accountId: string, { conditions }: TokenQuery): Promise<boolean> {
    const texts = conditions.filter((condition) => 'text' in condition);
    for (const { text } of texts) {
      const found = sql`select 1 from (${search.rowsWithText(accountId, text)}) as found limit ${COUNTED_IN_SEARCH + 1}`;
      if ((await count(sql`(select count(*) from (${found}) as counted)`)) <= COUNTED_IN_SEARCH) return false;
    }
    return texts.length > 0;
  }

  /** What is found by a common text is counted until there are more than are counted. */
  async function countFound(accountId: string, query: TokenQuery, isCommon: boolean): Promise<number> {
    if (!isCommon) return countTokens(accountId, query);
    const found = sql`select 1 from token_list l where ${whereListed(search, accountId, query)} limit ${COUNTED_IN_SEARCH + 1}`;
    return count(sql`(select count(*) from (${found}) as counted)`);
  }

  /** One row more than the page has tells whether others follow. */
  async function placed(
    accountId: string,
    query: TokenQuery,
    sort: TokenSort,
    page: TokenPage,
    isFew: boolean,
    columns: RawBuilder<unknown>,
  ): Promise<readonly ReferenceRow[]> {
    const { index, key } = COLUMNS[sort.column];
    const where = sql`${whereSourced(search, accountId, query)} and ${wherePlaced(sort, page)}`;
    const chosen = sql`l.token_id as id, ${sql.ref(`l.${key}`)} as value, ${columns}`;
    const part = sql`order by ${orderOf(sort)} limit ${page.limit + 1} offset ${'offset' in page ? page.offset : 0}`;
    const statement = isFew
      ? sql<ReferenceRow>`with l as materialized (select l.token_id, ${sql.ref(`l.${key}`)}, l.kind, l.member_id, l.tags from ${source(search, accountId, query)} where ${where})
          select ${chosen} from l ${part}`
      : sql<ReferenceRow>`select ${chosen} from token_list l ${search.throughIndex(index)}
          where ${whereListed(search, accountId, query)} and ${wherePlaced(sort, page)} ${part}`;
    return (await statement.execute(db)).rows;
  }

  return {
    countTokens,

    async listTokens(accountId, query, sort, page) {
      const isCommon = await isCommonText(accountId, query);
      const counted = isSearch(query) ? undefined : await countTokens(accountId, query);
      const isFew = counted === undefined ? !isCommon : counted <= search.sortedAtOnce;
      const rows = await placed(accountId, query, sort, page, isFew, sql`l.kind`);
      const shown = rows.slice(0, page.limit);
      const items = await findTokens(
        accountId,
        shown.map(({ id }) => id),
        query.withOutcomes,
      );
      const last = rows.length > page.limit ? shown.at(-1) : undefined;
      const isWhole = 'offset' in page && page.offset === 0 && last === undefined;
      if (isWhole) return { items, totalCount: shown.length };
      const totalCount = counted ?? (await countFound(accountId, query, isCommon));
      const isTotalCapped = isCommon && totalCount > COUNTED_IN_SEARCH;
      return {
        items,
        totalCount: isTotalCapped ? COUNTED_IN_SEARCH : totalCount,
        ...(isTotalCapped && { isTotalCapped }),
        ...(last && { end: positionOf(last) }),
      };
    },

    async listTokenReferences(accountId, query, sort, page) {
      const columns = sql`l.kind, l.member_id, l.tags`;
      const rows = await placed(accountId, query, sort, page, isSearch(query), columns);
      return rows.slice(0, page.limit).map((row) => ({
        id: row.id,
        kind: row.kind,
        memberId: row.member_id,
        tags: JSON.parse(row.tags) as string[],
        position: positionOf(row),
      }));
    },

    async countEach(accountId, query, each) {
      const counts = each.map((conditions, index) => {
        const isCounted = whereAll(search, accountId, conditions, query.nowMs);
        return sql`count(*) filter (where ${isCounted}) as ${sql.ref(`count_${index}`)}`;
      });
      const { rows } = await sql<Record<string, number>>`select ${sql.join(counts)}
        from ${source(search, accountId, query)} where ${whereSourced(search, accountId, query)}`.execute(db);
      return each.map((_, index) => rows[0]?.[`count_${index}`] ?? 0);
    },
  };
}

/** How many there are is kept for the whole account; what is asked for is counted. */
function countOf(search: TokenSearch, accountId: string, query: TokenQuery): RawBuilder<unknown> {
  const { serviceTokens, allPersonalTokens, ownMemberId } = query.visible;
  if (query.conditions.length > 0 || (ownMemberId !== undefined && !allPersonalTokens)) {
    return sql`(select count(*) from ${source(search, accountId, query)} where ${whereSourced(search, accountId, query)})`;
  }
  const kinds = [...(serviceTokens ? ['service'] : []), ...(allPersonalTokens ? ['personal'] : [])];
  return sql`(select cast(coalesce(sum(total), 0) as bigint) from token_totals
    where account_id = ${accountId} and kind in (${kinds.length === 0 ? sql`null` : sql.join(kinds)}))`;
}

function isSearch({ conditions }: TokenQuery): boolean {
  return conditions.some((condition) => 'text' in condition);
}

/** A search begins with what holds the text, all else with the index that SQLite finds narrowest. */
function source(search: TokenSearch, accountId: string, { conditions }: TokenQuery): RawBuilder<unknown> {
  const texts = conditions.flatMap((condition) => ('text' in condition ? [condition.text] : []));
  const [text] = texts;
  if (text === undefined) return sql`token_list l`;
  return sql`(select distinct "row" from (${search.rowsWithText(accountId, text)}) as matching) as found
    cross join token_list l`;
}

function whereSourced(search: TokenSearch, accountId: string, query: TokenQuery): RawBuilder<unknown> {
  const [first, ...others] = query.conditions.filter((condition) => 'text' in condition);
  if (first === undefined) return whereListed(search, accountId, query);
  const rest = query.conditions.filter((condition) => !('text' in condition));
  const isListed = whereListed(search, accountId, { ...query, conditions: [...others, ...rest] });
  return sql`l."row" = found."row" and ${isListed}`;
}

/** Newest first is how the index of the time of creation is made; all others are made ascending, the id with them. */
function orderOf({ column, isDescending }: TokenSort): RawBuilder<unknown> {
  const key = sql.ref(`l.${COLUMNS[column].key}`);
  if (column === 'creationDate') {
    return isDescending ? sql`${key} desc, l.token_id` : sql`${key}, l.token_id desc`;
  }
  return isDescending ? sql`${key} desc, l.token_id desc` : sql`${key}, l.token_id`;
}

function wherePlaced({ column, isDescending }: TokenSort, page: TokenPage): RawBuilder<unknown> {
  if (!('after' in page)) return sql`true`;
  const { value, id } = page.after;
  const key = sql.ref(`l.${COLUMNS[column].key}`);
  if (column !== 'creationDate') {
    const beyond = sql.raw(isDescending ? '<' : '>');
    return sql`(${key}, l.token_id) ${beyond} (${value}, ${id})`;
  }
  return isDescending
    ? sql`${key} <= ${value} and (${key} < ${value} or l.token_id > ${id})`
    : sql`${key} >= ${value} and (${key} > ${value} or l.token_id < ${id})`;
}

function positionOf({ value, id }: PlacedRow): TokenPosition {
  return { value, id };
}
