/** The key of the account that `keyward init` and the set-up code make. */
export const FIRST_ACCOUNT_KEY = 'default';

export interface Account {
  readonly id: string;
  readonly key: string;
  readonly organization: string;
  /** How many live service tokens the account may have. */
  readonly serviceTokenLimit: number;
  readonly createdAt: number;
}
