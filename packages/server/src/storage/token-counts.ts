import { type Kysely, type RawBuilder, sql } from 'kysely';
import { CountMemory } from './count-memory.ts';
import type { Schema } from './schema.ts';
import type { TokenCondition, TokenQuery } from './token-list-store.ts';
import type { TokenSearch } from './token-search.ts';
import { sourceOf } from './token-source.ts';

/** How many tokens a query asks for: to count most of a million takes longer than to find a page of them. */
export class TokenCounts {
  readonly #search: TokenSearch;
  readonly #memory = new CountMemory();

  constructor(search: TokenSearch) {
    this.#search = search;
  }

  /** Counted on this connection, unless it was counted before and nothing changed or ended since. */
  async of(db: Kysely<Schema>, accountId: string, query: TokenQuery): Promise<number> {
    const { visible, conditions, nowMs } = query;
    const countAnew = () => countOn(db, countOf(this.#search, accountId, query));
    if (conditions.length === 0 || !conditions.every(isLasting)) return countAnew();
    const edition = await readEdition(db, accountId, nowMs);
    return this.#memory.of(JSON.stringify([accountId, visible, conditions]), edition, countAnew);
  }
}

export async function countOn(db: Kysely<Schema>, statement: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select ${statement} as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** How many there are is kept for the whole account; what is asked for is counted. */
function countOf(search: TokenSearch, accountId: string, query: TokenQuery): RawBuilder<unknown> {
  const { serviceTokens, allPersonalTokens, ownMemberId } = query.visible;
  const [first, ...others] = query.conditions;
  const isAllSeen = serviceTokens && allPersonalTokens;
  if (search.hasOrderedTags && isAllSeen && others.length === 0 && first !== undefined && 'tag' in first) {
    return countOfTag(accountId, first.tag);
  }
  if (first !== undefined || (ownMemberId !== undefined && !allPersonalTokens)) {
    const { from, where } = sourceOf(search, accountId, query);
    return sql`(select count(*) from ${from} where ${where})`;
  }
  const kinds = [...(serviceTokens ? ['service'] : []), ...(allPersonalTokens ? ['personal'] : [])];
  return sql`(select cast(coalesce(sum(total), 0) as bigint) from token_totals
    where account_id = ${accountId} and kind in (${kinds.length === 0 ? sql`null` : sql.join(kinds)}))`;
}

export function countOfTag(accountId: string, tag: string): RawBuilder<unknown> {
  return sql`(select count(*) from token_tags where account_id = ${accountId} and tag = ${tag})`;
}

/**
 * The same for as long as nothing changed and no token of the account ended: a use changes none of what is counted by it. The next end
 * is not asked for as a minimum, for which PostgreSQL goes through the whole view.
 */
async function readEdition(db: Kysely<Schema>, accountId: string, nowMs: number): Promise<string> {
  const { rows } = await sql<{ change: number; next_end: number | null }>`select
    (select coalesce(max(number), 0) from change_log) as change,
    (select expires_at from token_list
      where account_id = ${accountId} and expires_at > ${nowMs} order by expires_at limit 1) as next_end`.execute(
    db,
  );
  return JSON.stringify(rows);
}

/** Whether it depends on nothing but what a token is, and on whether it has ended. */
function isLasting(condition: TokenCondition): boolean {
  return ['statuses', 'kinds', 'baseRoles', 'holderId', 'tag'].some((name) => name in condition);
}
