import type { TypeDeclaration } from '@keyward/policy';
import type { Account } from '../accounts/account.ts';
import type { AccountSettings } from '../accounts/account-settings.ts';
import type { AccountSummary } from '../accounts/list-accounts.ts';

export interface AccountReads {
  findAccount(accountId: string): Promise<Account | undefined>;
  /** Whether any account exists: a store without one waits for its set-up. */
  hasAccount(): Promise<boolean>;
  /** The ids of the accounts that changed any setting. */
  listAccountsWithSettings(): Promise<readonly string[]>;
  /** Every account, the oldest first. */
  listAccounts(): Promise<readonly AccountSummary[]>;
}

export interface AccountWrites extends AccountReads {
  insertAccount(account: Account): Promise<void>;
  replaceSettings(accountId: string, settings: AccountSettings): Promise<void>;
}

/** The resource types that an account declared, beside those built in. */
export interface ResourceTypeReads {
  listResourceTypes(accountId: string): Promise<readonly TypeDeclaration[]>;
}

export interface ResourceTypeWrites extends ResourceTypeReads {
  /** Declares the type, or declares it anew. */
  putResourceType(accountId: string, type: TypeDeclaration): Promise<void>;
  /** Answers false when there was none. */
  deleteResourceType(accountId: string, name: string): Promise<boolean>;
}
