import type { Clock } from '../clock.ts';
import type { AccountCatalogues } from '../resource-types/account-catalogues.ts';
import type { Store } from '../storage/store.ts';
import type { Pepper } from '../tokens/secret-digest.ts';

/** What every use case works with. */
export interface Deployment {
  readonly store: Store;
  readonly clock: Clock;
  readonly catalogues: AccountCatalogues;
  readonly pepper: Pepper;
  /** The first is used for new secrets, all are accepted. */
  readonly tokenPrefixes: readonly [string, ...string[]];
}
