import { type Kysely, sql } from 'kysely';
import type { TokenKind } from '../tokens/access-token.ts';
import { addOutcomes, type DayOutcomes } from '../tokens/token-usage.ts';
import type { AccountUsageReads } from './account-usage-store.ts';
import type { Schema } from './schema.ts';
import { daysFrom } from './stored-days.ts';

const DAY_MS = 86_400_000;

export interface AccountOutcomes extends DayOutcomes {
  readonly accountId: string;
  readonly kind: string;
}

export function accountUsageRepository(db: Kysely<Schema>): AccountUsageReads {
  /** Of kinds it is kept, one row for each day. */
  async function ofKinds(accountId: string, kinds: readonly TokenKind[], firstDay: number) {
    if (kinds.length === 0) return [];
    return db
      .selectFrom('account_usage')
      .select(['day', 'allowed', 'denied', 'refused'])
      .where('account_id', '=', accountId)
      .where('kind', 'in', kinds)
      .where('day', '>=', firstDay)
      .execute();
  }

  /** The personal tokens of one member are few enough to be added up. */
  async function ofMember(accountId: string, memberId: string, firstDay: number) {
    const rows = await db
      .selectFrom('tokens')
      .innerJoin('token_usage', 'token_usage.token_id', 'tokens.id')
      .select('token_usage.days')
      .where('tokens.account_id', '=', accountId)
      .where('tokens.member_id', '=', memberId)
      .where('tokens.kind', '=', 'personal')
      .execute();
    return rows.flatMap(({ days }) => daysFrom(days)).filter(({ day }) => day >= firstDay);
  }

  /** Of kinds, from the days of each token. */
  async function ofTokensOfKinds(accountId: string, kinds: readonly TokenKind[], firstDay: number) {
    if (kinds.length === 0) return [];
    const rows = await db
      .selectFrom('tokens')
      .innerJoin('token_days', 'token_days.token_id', 'tokens.id')
      .select(({ fn }) => [
        'token_days.day',
        fn.sum('token_days.allowed').as('allowed'),
        fn.sum('token_days.denied').as('denied'),
        fn.sum('token_days.refused').as('refused'),
      ])
      .where('tokens.account_id', '=', accountId)
      .where('tokens.kind', 'in', kinds)
      .where('token_days.day', '>=', firstDay)
      .groupBy('token_days.day')
      .execute();
    return rows.map(({ day, allowed, denied, refused }) => ({
      day,
      allowed: Number(allowed),
      denied: Number(denied),
      refused: Number(refused),
    }));
  }

  const summedBy =
    (sumOfKinds: typeof ofKinds): AccountUsageReads['sumOutcomes'] =>
    async (accountId, { serviceTokens, allPersonalTokens, ownMemberId }, firstDay) => {
      const kinds: TokenKind[] = [];
      if (serviceTokens) kinds.push('service');
      if (allPersonalTokens) kinds.push('personal');
      const own =
        ownMemberId === undefined || allPersonalTokens
          ? []
          : await ofMember(accountId, ownMemberId, firstDay);
      return addOutcomes(await sumOfKinds(accountId, kinds, firstDay), own).toReversed();
    };

  return {
    sumOutcomes: summedBy(ofKinds),
    sumOutcomesOfTokens: summedBy(ofTokensOfKinds),

    async isSummedSince(firstDay) {
      const leftOut = await db
        .selectFrom('usage_batches')
        .select('recorder_id')
        .where('at', '>=', firstDay * DAY_MS)
        .where(sql<boolean>`coalesce(summed_number, 0) <> number`)
        .limit(1)
        .executeTakeFirst();
      return leftOut === undefined;
    },
  };
}

/** Adds to what is kept of each day. */
export async function writeAccountOutcomes(
  db: Kysely<Schema>,
  outcomes: readonly AccountOutcomes[],
): Promise<void> {
  const sums = new Map<string, AccountOutcomes>();
  for (const each of outcomes) {
    const key = `${each.accountId} ${each.kind} ${each.day}`;
    const { allowed = 0, denied = 0, refused = 0 } = sums.get(key) ?? {};
    sums.set(key, {
      ...each,
      allowed: allowed + each.allowed,
      denied: denied + each.denied,
      refused: refused + each.refused,
    });
  }
  const rows = [...sums.values()].map(({ accountId, ...sum }) => ({ account_id: accountId, ...sum }));
  if (rows.length === 0) return;
  await db
    .insertInto('account_usage')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'kind', 'day']).doUpdateSet({
        allowed: sql`account_usage.allowed + excluded.allowed`,
        denied: sql`account_usage.denied + excluded.denied`,
        refused: sql`account_usage.refused + excluded.refused`,
      }),
    )
    .execute();
}
