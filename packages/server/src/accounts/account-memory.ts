import { Failure } from '../failure.ts';
import { type AccountTypes, accountTypesFrom, withoutBuiltIn } from '../resource-types/account-types.ts';
import type { Reads } from '../storage/store.ts';
import type { AccountSettings } from './account-settings.ts';

/** What every decision in an account depends on. */
export interface AccountRules {
  readonly types: AccountTypes;
  readonly settings: AccountSettings;
}

/**
 * The rules of each account, kept in memory. An account's catalogue is one object for as long as nothing changes, so
 * what was compiled for it can be kept beside it.
 */
export class AccountMemory {
  readonly #reads: Reads;
  readonly #loading = new Map<string, Promise<AccountRules>>();

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  of(accountId: string): Promise<AccountRules> {
    const known = this.#loading.get(accountId);
    if (known !== undefined) return known;
    const loading = this.#load(accountId);
    this.#loading.set(accountId, loading);
    loading.catch(() => this.#loading.delete(accountId));
    return loading;
  }

  /** Must be called after each commit that changed a rule: a load that began before it is dropped too. */
  forget(accountId: string): void {
    this.#loading.delete(accountId);
  }

  async #load(accountId: string): Promise<AccountRules> {
    const [account, declarations] = await Promise.all([
      this.#reads.accounts.findAccount(accountId),
      this.#reads.resourceTypes.listResourceTypes(accountId),
    ]);
    if (account === undefined) throw new Failure('unauthorized', 'The account is gone');
    return { types: accountTypesFrom(withoutBuiltIn(declarations)), settings: account.settings };
  }
}
