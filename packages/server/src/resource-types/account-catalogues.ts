import { builtInCatalogue, type Catalogue, extendCatalogue } from '@keyward/policy';
import type { Store } from '../storage/store.ts';

/**
 * The resource types that each account knows: those built in and its own. An account's catalogue is one object for
 * as long as nothing changes, so what was compiled for it can be kept beside it.
 */
export class AccountCatalogues {
  readonly #store: Store;
  readonly #loading = new Map<string, Promise<Catalogue>>();

  constructor(store: Store) {
    this.#store = store;
  }

  of(accountId: string): Promise<Catalogue> {
    const known = this.#loading.get(accountId);
    if (known !== undefined) return known;
    const loading = this.#load(accountId);
    this.#loading.set(accountId, loading);
    loading.catch(() => this.#loading.delete(accountId));
    return loading;
  }

  /** Must be called after each commit that changed a type: a load that began before it is dropped too. */
  forget(accountId: string): void {
    this.#loading.delete(accountId);
  }

  async #load(accountId: string): Promise<Catalogue> {
    const types = await this.#store.reads.resourceTypes.listResourceTypes(accountId);
    return types.length === 0 ? builtInCatalogue : extendCatalogue(builtInCatalogue, types);
  }
}
