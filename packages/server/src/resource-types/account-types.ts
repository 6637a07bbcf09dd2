import { builtInCatalogue, type Catalogue, extendCatalogue, type TypeDeclaration } from '@keyward/policy';
import type { Store } from '../storage/store.ts';

/** The resource types that an account knows. */
export interface AccountTypes {
  /** What the account declared itself. */
  readonly declarations: readonly TypeDeclaration[];
  /** Those and the ones built in. */
  readonly catalogue: Catalogue;
}

/** @throws RangeError when the declarations make no catalogue: a name that is taken, an unknown parent */
export function accountTypesFrom(declarations: readonly TypeDeclaration[]): AccountTypes {
  const catalogue =
    declarations.length === 0 ? builtInCatalogue : extendCatalogue(builtInCatalogue, declarations);
  return { declarations, catalogue };
}

/** Leaves out names that a later version of Keyward took for types of its own: those stand in their place. */
export function withoutBuiltIn(declarations: readonly TypeDeclaration[]): readonly TypeDeclaration[] {
  return declarations.filter(({ name }) => !builtInCatalogue.types.has(name));
}

/**
 * The types of each account, kept in memory. An account's catalogue is one object for as long as nothing changes,
 * so what was compiled for it can be kept beside it.
 */
export class AccountTypesMemory {
  readonly #store: Store;
  readonly #loading = new Map<string, Promise<AccountTypes>>();

  constructor(store: Store) {
    this.#store = store;
  }

  of(accountId: string): Promise<AccountTypes> {
    const known = this.#loading.get(accountId);
    if (known !== undefined) return known;
    const loading = this.#store.reads.resourceTypes
      .listResourceTypes(accountId)
      .then((declarations) => accountTypesFrom(withoutBuiltIn(declarations)));
    this.#loading.set(accountId, loading);
    loading.catch(() => this.#loading.delete(accountId));
    return loading;
  }

  /** Must be called after each commit that changed a type: a load that began before it is dropped too. */
  forget(accountId: string): void {
    this.#loading.delete(accountId);
  }
}
