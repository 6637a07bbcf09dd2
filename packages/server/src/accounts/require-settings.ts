import { Failure } from '../failure.ts';
import type { AccountReads } from '../storage/account-store.ts';
import type { AccountSettings } from './account-settings.ts';

/** @throws Failure `not_found` when the account is gone */
export async function requireSettings(accounts: AccountReads, accountId: string): Promise<AccountSettings> {
  const account = await accounts.findAccount(accountId);
  if (account === undefined) throw new Failure('not_found', 'Invalid resource identifier');
  return account.settings;
}
