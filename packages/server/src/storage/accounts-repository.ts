import type { Kysely } from 'kysely';
import { type AccountSettings, DEFAULT_SETTINGS } from '../accounts/account-settings.ts';
import type { AccountWrites } from './account-store.ts';
import type { Schema } from './schema.ts';

export function accountsRepository(db: Kysely<Schema>): AccountWrites {
  return {
    async findAccount(accountId) {
      const row = await db.selectFrom('accounts').selectAll().where('id', '=', accountId).executeTakeFirst();
      return (
        row && {
          id: row.id,
          key: row.key,
          organization: row.organization,
          settings: { ...DEFAULT_SETTINGS, ...(JSON.parse(row.settings) as Partial<AccountSettings>) },
          rulesVersion: row.rules_version,
          createdAt: row.created_at,
        }
      );
    },

    async hasAccount() {
      return (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) !== undefined;
    },

    async listAccountsWithSettings() {
      const rows = await db.selectFrom('accounts').select('id').where('settings', '<>', '{}').execute();
      return rows.map(({ id }) => id);
    },

    async listAccounts() {
      const rows = await db
        .selectFrom('accounts')
        .select(['id', 'key', 'organization', 'created_at as createdAt'])
        .select((from) => [
          from
            .selectFrom('members')
            .whereRef('members.account_id', '=', 'accounts.id')
            .where('removed_at', 'is', null)
            .select((count) => count.fn.countAll<number>().as('count'))
            .as('members'),
          from
            .selectFrom('tokens')
            .whereRef('tokens.account_id', '=', 'accounts.id')
            .where('deleted_at', 'is', null)
            .select((count) => count.fn.countAll<number>().as('count'))
            .as('tokens'),
        ])
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({ ...row, members: Number(row.members), tokens: Number(row.tokens) }));
    },

    async insertAccount(account) {
      await db
        .insertInto('accounts')
        .values({
          id: account.id,
          key: account.key,
          organization: account.organization,
          settings: settingsText(account.settings),
          rules_version: account.rulesVersion,
          created_at: account.createdAt,
        })
        .execute();
    },

    async replaceSettings(accountId, settings) {
      await db
        .updateTable('accounts')
        .set((set) => ({ settings: settingsText(settings), rules_version: set('rules_version', '+', 1) }))
        .where('id', '=', accountId)
        .execute();
    },
  };
}

/** Only what differs from the defaults is stored, so that a default can be made better later. */
function settingsText(settings: AccountSettings): string {
  const isChanged = (name: string) =>
    settings[name as keyof AccountSettings] !== DEFAULT_SETTINGS[name as keyof AccountSettings];
  return JSON.stringify(Object.fromEntries(Object.entries(settings).filter(([name]) => isChanged(name))));
}
