import type { Kysely } from 'kysely';
import { addOutcomes, type DayOutcomes } from '../tokens/token-usage.ts';
import type { Schema } from './schema.ts';
import type { TokenOutcomes } from './usage-store.ts';

/** A day as it is kept. */
type StoredDay = readonly [day: number, allowed: number, denied: number, refused: number];

/**
 * Adds up what became of calls. A token has one row, so that a page finds all days of a token at once and what is too old goes
 * with the next writing. Tokens of another account, and those that are no more, are left out; a tombstone is not.
 */
export async function writeOutcomes(db: Kysely<Schema>, outcomes: readonly TokenOutcomes[]): Promise<void> {
  const known = await db
    .selectFrom('tokens')
    .leftJoin('token_usage', 'token_usage.token_id', 'tokens.id')
    .select(['tokens.id', 'tokens.account_id', 'token_usage.days'])
    .where(
      'tokens.id',
      'in',
      outcomes.map(({ tokenId }) => tokenId),
    )
    .execute();
  const byId = new Map(known.map((row) => [row.id, row]));
  const rows = outcomes.flatMap(({ accountId, tokenId, days }) => {
    const row = byId.get(tokenId);
    if (row?.account_id !== accountId) return [];
    const sums = addOutcomes(daysFrom(row.days), days);
    return { token_id: tokenId, account_id: accountId, days: JSON.stringify(sums.map(storedDay)) };
  });
  if (rows.length === 0) return;
  await db
    .insertInto('token_usage')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('token_id').doUpdateSet((set) => ({ days: set.ref('excluded.days') })),
    )
    .execute();
}

/** @param json null: the token was never called */
export function daysFrom(json: string | null): readonly DayOutcomes[] {
  if (json === null) return [];
  return (JSON.parse(json) as StoredDay[]).map(([day, allowed, denied, refused]) => {
    return { day, allowed, denied, refused };
  });
}

function storedDay({ day, allowed, denied, refused }: DayOutcomes): StoredDay {
  return [day, allowed, denied, refused];
}
