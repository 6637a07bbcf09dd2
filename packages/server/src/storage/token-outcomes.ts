import type { Kysely } from 'kysely';
import { addOutcomes } from '../tokens/token-usage.ts';
import { writeAccountOutcomes } from './account-usage-repository.ts';
import { oldestDayOf, writeRequests } from './requests-repository.ts';
import type { Schema } from './schema.ts';
import { daysFrom, storedDays } from './stored-days.ts';
import type { TokenOutcomes } from './usage-store.ts';

/**
 * Adds up what became of calls. A token has one row, so that a page finds all days of a token at once and what is too old goes
 * with the next writing. Tokens of another account, and those that are no more, are left out; a tombstone is not.
 */
export async function writeOutcomes(
  db: Kysely<Schema>,
  outcomes: readonly TokenOutcomes[],
  today: number,
): Promise<void> {
  const known = await db
    .selectFrom('tokens')
    .leftJoin('token_usage', 'token_usage.token_id', 'tokens.id')
    .select(['tokens.id', 'tokens.account_id', 'tokens.kind', 'token_usage.days'])
    .where(
      'tokens.id',
      'in',
      outcomes.map(({ tokenId }) => tokenId),
    )
    .execute();
  const byId = new Map(known.map((row) => [row.id, row]));
  const written = outcomes.flatMap(({ accountId, tokenId, days: added }) => {
    const row = byId.get(tokenId);
    if (row?.account_id !== accountId) return [];
    return { accountId, tokenId, kind: row.kind, added, days: addOutcomes(daysFrom(row.days), added) };
  });
  if (written.length === 0) return;
  const rows = written.map(({ accountId, tokenId, days }) => ({
    token_id: tokenId,
    account_id: accountId,
    days: storedDays(days),
    oldest_day: oldestDayOf(days, today),
  }));
  await db
    .insertInto('token_usage')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('token_id').doUpdateSet((set) => ({
        days: set.ref('excluded.days'),
        oldest_day: set.ref('excluded.oldest_day'),
      })),
    )
    .execute();
  await writeRequests(db, written, today);
  await writeAccountOutcomes(
    db,
    written.flatMap(({ accountId, kind, added }) => added.map((day) => ({ accountId, kind, ...day }))),
  );
}
