import type { AccountSettings } from './account-settings.ts';

/** The key of the account that `keyward init` and the set-up code make. */
export const FIRST_ACCOUNT_KEY = 'default';

export interface Account {
  readonly id: string;
  readonly key: string;
  readonly organization: string;
  readonly settings: AccountSettings;
  /** Grows by one with every change of the settings or the resource types. */
  readonly rulesVersion: number;
  readonly createdAt: number;
}
