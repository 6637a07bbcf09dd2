import { type Kysely, sql } from 'kysely';
import { type DayOutcomes, USAGE_DAYS } from '../tokens/token-usage.ts';
import type { Schema } from './schema.ts';
import { daysFrom } from './stored-days.ts';

/** So many tokens are looked at with each batch of uses: a night without a call leaves many behind. */
const AGED_AT_ONCE = 200;

export interface TokenRequests {
  readonly tokenId: string;
  readonly days: readonly DayOutcomes[];
}

/** The first of the days by which lists are sorted. */
export function firstDayOf(today: number): number {
  return today - USAGE_DAYS + 1;
}

/** Later than any day: no day of the token counts, and none will pass. */
const NO_DAY = Number.MAX_SAFE_INTEGER;

/** The oldest day that counts. */
export function oldestDayOf(days: readonly DayOutcomes[], today: number): number {
  return Math.min(NO_DAY, ...days.map(({ day }) => day).filter((day) => day >= firstDayOf(today)));
}

/** Writes how often tokens were called within the days that count. A tombstone is in no list. */
export async function writeRequests(
  db: Kysely<Schema>,
  tokens: readonly TokenRequests[],
  today: number,
): Promise<void> {
  const rows = tokens.map(
    ({ tokenId, days }) => sql`(${tokenId}, cast(${requestsOf(days, today)} as bigint))`,
  );
  if (rows.length === 0) return;
  await sql`with counted (id, requests) as (values ${sql.join(rows)})
    update tokens set requests = counted.requests from counted
    where tokens.id = counted.id and tokens.deleted_at is null and tokens.requests <> counted.requests`.execute(
    db,
  );
}

/**
 * Takes days that have passed out of what lists are sorted by, and of what is kept of accounts. Nodes of an earlier version do not say
 * which day is the oldest: it is found out here.
 */
export async function ageRequests(db: Kysely<Schema>, today: number): Promise<void> {
  const aged = await db
    .selectFrom('token_usage')
    .select(['token_id', 'days'])
    .where((where) =>
      where.or([where('oldest_day', '<', firstDayOf(today)), where('oldest_day', 'is', null)]),
    )
    .limit(AGED_AT_ONCE)
    .execute();
  if (aged.length === 0) return;
  const tokens = aged.map((row) => ({ tokenId: row.token_id, days: daysFrom(row.days) }));
  await writeRequests(db, tokens, today);
  const rows = tokens.map(
    ({ tokenId, days }) => sql`(${tokenId}, cast(${oldestDayOf(days, today)} as bigint))`,
  );
  await sql`with aged (id, oldest_day) as (values ${sql.join(rows)})
    update token_usage set oldest_day = aged.oldest_day from aged where token_usage.token_id = aged.id`.execute(
    db,
  );
  await db.deleteFrom('account_usage').where('day', '<', firstDayOf(today)).execute();
}

function requestsOf(days: readonly DayOutcomes[], today: number): number {
  const counted = days.filter(({ day }) => day >= firstDayOf(today));
  return counted.reduce((sum, { allowed, denied, refused }) => sum + allowed + denied + refused, 0);
}
