import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import type { Principal } from '../verification/principal.ts';
import type { Account } from './account.ts';

/** The account of the caller: everybody may see their own. */
export async function getAccount({ store }: Deployment, principal: Principal): Promise<Account> {
  const account = await store.reads.accounts.findAccount(principal.accountId);
  if (account === undefined) throw new Failure('not_found', 'Invalid resource identifier');
  return account;
}
