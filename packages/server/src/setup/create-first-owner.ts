import { FIRST_ACCOUNT_KEY } from '../accounts/account.ts';
import { type CreatedAccount, createAccount, type NewAccount } from '../accounts/create-account.ts';
import type { AuditActor } from '../audit/audit-entry.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { Changes } from '../storage/store.ts';

export type FirstOwner = Omit<NewAccount, 'key'>;

/**
 * Makes the first account, which holds only while the store is empty: of many callers at once, one succeeds.
 *
 * @param admit judges the caller inside the transaction, on a store that is still empty
 * @throws Failure as `createAccount`, and `conflict` when there is an account already
 */
export function createFirstOwner(
  deployment: Deployment,
  wanted: FirstOwner,
  actor: AuditActor,
  admit: (changes: Changes, nowMs: number) => Promise<void> = async () => undefined,
): Promise<CreatedAccount> {
  return createAccount(deployment, { ...wanted, key: FIRST_ACCOUNT_KEY }, actor, async (changes, nowMs) => {
    if (await changes.accounts.hasAccount()) throw new Failure('conflict', 'Keyward is already set up');
    await admit(changes, nowMs);
  });
}
