import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { TokenKind } from '../tokens/access-token.ts';
import { pageFromEnd } from './page-from-end.ts';
import type { Schema } from './schema.ts';
import { whereAll, whereListed } from './token-conditions.ts';
import { countOfTag, countOn, TokenCounts } from './token-counts.ts';
import type {
  TokenColumn,
  TokenLists,
  TokenPage,
  TokenPosition,
  TokenQuery,
  TokenSort,
} from './token-list-store.ts';
import type { TokenSearch } from './token-search.ts';
import { isSearch, leadOf, sourceOf } from './token-source.ts';
import { tokensRepository } from './tokens-repository.ts';

/** A text that more have is gone through in the order of the list, and not counted to the end. */
const COUNTED_IN_SEARCH = 20_000;

/** So many tokens of one tag are sorted faster than a list in another order is gone through in search of them. */
const SORTED_OF_TAG = 150_000;

/** What a list is sorted by, and the index that holds it in that order. */
const COLUMNS: Readonly<Record<TokenColumn, { readonly key: string; readonly index: string }>> = {
  name: { key: 'name_key', index: 'token_list_name' },
  creationDate: { key: 'created_at', index: 'token_list_newest' },
  lastModified: { key: 'modified_at', index: 'token_list_modified' },
  lastUsed: { key: 'used_at', index: 'token_list_used' },
  expiry: { key: 'expires_at', index: 'token_list_end' },
  requests: { key: 'requests', index: 'token_list_requests' },
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

/** How a page is found: all are found and sorted, or they are met in their order, in what has the tag or in the whole list. */
type Way = 'sorted' | 'source' | 'index';

/**
 * Lists and counts of tokens. A search, a count of a whole account, and the count beside a page far into a list run on a connection
 * of their own: they may take as long as many pages.
 */
export function tokenLists(search: TokenSearch, lists: Kysely<Schema>, searches: Kysely<Schema>): TokenLists {
  const counts = new TokenCounts(search);
  const [quick, slow] = [
    listsOn(search, lists, searches, counts),
    listsOn(search, searches, searches, counts),
  ];
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
function listsOn(
  search: TokenSearch,
  db: Kysely<Schema>,
  beside: Kysely<Schema>,
  counts: TokenCounts,
): TokenLists {
  const { findTokens } = tokensRepository(db);

  const count = (statement: RawBuilder<unknown>) => countOn(db, statement);

  async function countTokens(accountId: string, query: TokenQuery): Promise<number> {
    return counts.of(db, accountId, await rarestTagFirst(accountId, query));
  }

  /** Of several tags, the one that the fewest tokens have leads to the rows. */
  async function rarestTagFirst(accountId: string, query: TokenQuery): Promise<TokenQuery> {
    const tags = query.conditions.filter((condition) => 'tag' in condition);
    if (!search.hasOrderedTags || tags.length < 2) return query;
    const rest = query.conditions.filter((condition) => !('tag' in condition));
    const counted = await Promise.all(
      tags.map(async (condition) => ({
        condition,
        total: await count(countOfTag(accountId, condition.tag)),
      })),
    );
    const rarestFirst = counted.toSorted((one, other) => one.total - other.total);
    return { ...query, conditions: [...rarestFirst.map(({ condition }) => condition), ...rest] };
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
    way: Way,
    columns: RawBuilder<unknown>,
  ): Promise<readonly ReferenceRow[]> {
    const { index, key } = COLUMNS[sort.column];
    const isWithin = wherePlaced(sort, page);
    const { from, where } = sourceOf(search, accountId, query);
    const source = sql`${from} where ${where} and ${isWithin}`;
    const listed = sql`token_list l ${search.throughIndex(index)}
      where ${whereListed(search, accountId, query)} and ${isWithin}`;
    const chosen = sql`select l.token_id as id, ${sql.ref(`l.${key}`)} as value, ${columns}`;
    const part = sql`order by ${orderOf(sort, way === 'source' ? 'found' : 'l')}
      limit ${page.limit + 1} offset ${'offset' in page ? page.offset : 0}`;
    const sorted = sql`with l as materialized (
      select l.token_id, ${sql.ref(`l.${key}`)}, l.kind, l.member_id, l.tags from ${source}) ${chosen} from l ${part}`;
    const statement =
      way === 'sorted' ? sorted : sql`${chosen} from ${way === 'source' ? source : listed} ${part}`;
    return (await sql<ReferenceRow>`${statement}`.execute(db)).rows;
  }

  /** The page, and how many there are if they were counted for it, beside it where its way does not depend on that. */
  async function placedAndCounted(
    accountId: string,
    query: TokenQuery,
    sort: TokenSort,
    page: TokenPage,
    isCommon: boolean,
  ): Promise<readonly [rows: readonly PlacedRow[], counted?: number]> {
    const place = (way: Way) => placed(accountId, query, sort, page, way, sql`l.kind`);
    if (isSearch(query)) return [await place(isCommon ? 'index' : 'sorted')];
    const besides = (way: Way) => Promise.all([place(way), counts.of(beside, accountId, query)]);
    const lead = leadOf(search, query);
    if (lead !== undefined && 'tag' in lead) {
      if (sort.column === 'creationDate') return besides('source');
      const ofTag = await count(countOfTag(accountId, lead.tag));
      return besides(ofTag <= SORTED_OF_TAG ? 'sorted' : 'index');
    }
    if ('offset' in page && page.offset > search.sortedAtOnce) {
      const total = await counts.of(beside, accountId, query);
      if (page.offset >= total) return [[], total];
      const fromEnd = pageFromEnd(page, total);
      if (fromEnd.offset >= page.offset) return [await place('index'), total];
      const backwards = { ...sort, isDescending: !sort.isDescending };
      const rows = await placed(accountId, query, backwards, fromEnd, 'index', sql`l.kind`);
      return [rows.toReversed(), total];
    }
    const counted = await counts.of(db, accountId, query);
    return [await place(counted <= search.sortedAtOnce ? 'sorted' : 'index'), counted];
  }

  return {
    countTokens,

    async listTokens(accountId, asked, sort, page) {
      const query = await rarestTagFirst(accountId, asked);
      const isCommon = await isCommonText(accountId, query);
      const [rows, counted] = await placedAndCounted(accountId, query, sort, page, isCommon);
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
      const rows = await placed(accountId, query, sort, page, isSearch(query) ? 'sorted' : 'index', columns);
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
      const { from, where } = sourceOf(search, accountId, query);
      const { rows } = await sql<
        Record<string, number>
      >`select ${sql.join(counts)} from ${from} where ${where}`.execute(db);
      return each.map((_, index) => rows[0]?.[`count_${index}`] ?? 0);
    },
  };
}

/** Newest first is how the index of the time of creation is made; all others are made ascending, the id with them. */
function orderOf({ column, isDescending }: TokenSort, table: 'l' | 'found'): RawBuilder<unknown> {
  const key = sql.ref(`${table}.${COLUMNS[column].key}`);
  const id = sql.ref(`${table}.token_id`);
  if (column === 'creationDate') return isDescending ? sql`${key} desc, ${id}` : sql`${key}, ${id} desc`;
  return isDescending ? sql`${key} desc, ${id} desc` : sql`${key}, ${id}`;
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
