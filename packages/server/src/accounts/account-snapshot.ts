import type { Account } from './account.ts';

/** What the API shows of an account itself, and so what the audit log keeps of it. Its settings are apart. */
export function accountSnapshot({ id, key, organization }: Account) {
  return { _id: id, key, organization };
}
