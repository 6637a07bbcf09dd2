import type { Kysely, Selectable } from 'kysely';
import type { Doubt, Epoch } from '../epochs/epoch.ts';
import { ENDED } from '../tokens/stored-end.ts';
import type { EpochWrites } from './epoch-store.ts';
import type { Schema } from './schema.ts';

export function epochsRepository(db: Kysely<Schema>): EpochWrites {
  return {
    async listEpochs() {
      const rows = await db.selectFrom('epochs').selectAll().orderBy('number', 'desc').execute();
      const [newest, ...others] = rows.map(epochFrom);
      if (newest === undefined) throw new Error('the data has no epoch');
      return [newest, ...others];
    },

    listLiveTokens: (afterId, limit, nowMs) =>
      db
        .selectFrom('tokens')
        .innerJoin('members', 'members.id', 'tokens.member_id')
        .innerJoin('accounts', 'accounts.id', 'tokens.account_id')
        .where('tokens.id', '>', afterId)
        .where('tokens.deleted_at', 'is', null)
        .where('tokens.disabled_at', 'is', null)
        .where((where) =>
          where.and([
            where.or([where('tokens.expires_at', 'is', null), where('tokens.expires_at', '>', nowMs)]),
            where.or([where('tokens.kind', '=', 'service'), where('members.removed_at', 'is', null)]),
            where.exists(
              where
                .selectFrom('token_secrets')
                .select('token_secrets.id')
                .whereRef('token_secrets.token_id', '=', 'tokens.id')
                .where((secret) =>
                  secret.or([
                    secret('token_secrets.ends_at', 'is', null),
                    secret('token_secrets.ends_at', '>', nowMs),
                  ]),
                ),
            ),
          ]),
        )
        .select([
          'tokens.account_id as accountId',
          'accounts.key as accountKey',
          'tokens.id',
          'tokens.kind',
          'tokens.name',
          'tokens.last_four as lastFour',
          'members.email',
          'tokens.created_at as createdAt',
          'tokens.last_used_at as lastUsedAt',
          'tokens.expires_at as expiresAt',
        ])
        .orderBy('tokens.id')
        .limit(limit)
        .execute(),

    async noteDoubts(id, doubts) {
      await db
        .updateTable('epochs')
        .set({ doubts: JSON.stringify(doubts) })
        .where('id', '=', id)
        .execute();
    },

    async acceptEpoch(id, nowMs, doubts) {
      await db
        .updateTable('epochs')
        .set({ accepted_at: nowMs, doubts: doubts && JSON.stringify(doubts) })
        .where('id', '=', id)
        .execute();
    },

    async disableTokens(accountId, nowMs) {
      const rows = await db
        .updateTable('tokens')
        .set((set) => ({ disabled_at: nowMs, modified_at: nowMs, version: set('version', '+', 1) }))
        .where('account_id', '=', accountId)
        .where('deleted_at', 'is', null)
        .where('disabled_at', 'is', null)
        .returning('id')
        .execute();
      return rows.map(({ id }) => id);
    },

    async endSecretsBut(accountId, tokenId, live, nowMs) {
      let ended = 0;
      const secrets = await db
        .selectFrom('token_secrets')
        .select(['id', 'ends_at', 'superseded_at'])
        .where('account_id', '=', accountId)
        .where('token_id', '=', tokenId)
        .where((where) => where.or([where('ends_at', 'is', null), where('ends_at', '>', nowMs)]))
        .execute();
      for (const secret of secrets) {
        const end = secret.id in live ? (live[secret.id] ?? null) : ENDED;
        if (end === null || (secret.ends_at !== null && secret.ends_at <= end)) continue;
        await db
          .updateTable('token_secrets')
          .set({ ends_at: end, superseded_at: secret.superseded_at ?? nowMs })
          .where('id', '=', secret.id)
          .execute();
        ended++;
      }
      return ended;
    },
  };
}

function epochFrom(row: Selectable<Schema['epochs']>): Epoch {
  return {
    id: row.id,
    number: row.number,
    startedAt: row.started_at,
    fromNumber: row.from_number,
    backupAt: row.backup_at,
    doubts: row.doubts === null ? null : (JSON.parse(row.doubts) as Doubt[]),
    acceptedAt: row.accepted_at,
  };
}
