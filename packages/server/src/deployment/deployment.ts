import { AccountMemory } from '../accounts/account-memory.ts';
import type { Clock } from '../clock.ts';
import { Analyst } from '../policies/analyst.ts';
import type { Store } from '../storage/store.ts';
import type { Pepper } from '../tokens/secret-digest.ts';
import { RightsMemory } from '../verification/rights-memory.ts';

/** What every use case works with. */
export interface Deployment {
  readonly store: Store;
  readonly clock: Clock;
  readonly accountMemory: AccountMemory;
  readonly rightsMemory: RightsMemory;
  readonly analyst: Analyst;
  readonly pepper: Pepper;
  /** The first is used for new secrets, all are accepted. */
  readonly tokenPrefixes: readonly [string, ...string[]];
}

/** Puts together what use cases need around a store. Nothing is read yet. */
export function deploymentOn(
  store: Store,
  clock: Clock,
  pepper: Pepper,
  tokenPrefixes: Deployment['tokenPrefixes'],
): Deployment {
  return {
    store,
    clock,
    pepper,
    tokenPrefixes,
    accountMemory: new AccountMemory(store.reads),
    rightsMemory: new RightsMemory(),
    analyst: new Analyst(),
  };
}
