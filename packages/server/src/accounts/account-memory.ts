import { Failure } from '../failure.ts';
import type { GatewayRoute } from '../gateway-routes/gateway-route.ts';
import { RouteTable } from '../gateway-routes/route-table.ts';
import { type AccountTypes, accountTypesFrom, withoutBuiltIn } from '../resource-types/account-types.ts';
import type { Reads } from '../storage/store.ts';
import type { AccountSettings } from './account-settings.ts';

/** What every decision in an account depends on. */
export interface AccountRules {
  readonly types: AccountTypes;
  readonly settings: AccountSettings;
  readonly routes: RouteTable;
}

/**
 * The rules of each account, kept in memory by their version. Whoever asks has just read the version from the database with the
 * token or session that the rules are for, so nothing stale is ever used, whichever node changed them. As long as nothing
 * changes an account's catalogue is one object, so what was compiled for it can be kept beside it.
 */
export class AccountMemory {
  readonly #reads: Reads;
  readonly #routesOfFile: ReadonlyMap<string, readonly GatewayRoute[]>;
  readonly #known = new Map<string, { readonly version: number; readonly rules: Promise<AccountRules> }>();

  /** @param routesOfFile by account, as the file of the server has them */
  constructor(reads: Reads, routesOfFile: ReadonlyMap<string, readonly GatewayRoute[]>) {
    this.#reads = reads;
    this.#routesOfFile = routesOfFile;
  }

  /** The database may have another history: versions say nothing any more. */
  forgetAll(): void {
    this.#known.clear();
  }

  /** @param version as it was read for this decision; newer rules serve too */
  of(accountId: string, version: number): Promise<AccountRules> {
    const known = this.#known.get(accountId);
    if (known !== undefined && known.version >= version) return known.rules;
    const loading = { version, rules: this.#load(accountId) };
    this.#known.set(accountId, loading);
    loading.rules.catch(() => {
      if (this.#known.get(accountId) === loading) this.#known.delete(accountId);
    });
    return loading.rules;
  }

  /** What is read after the version is at least that new. */
  async #load(accountId: string): Promise<AccountRules> {
    const [account, declarations, routes] = await Promise.all([
      this.#reads.accounts.findAccount(accountId),
      this.#reads.resourceTypes.listResourceTypes(accountId),
      this.#reads.gatewayRoutes.listGatewayRoutes(accountId),
    ]);
    if (account === undefined) throw new Failure('unauthorized', 'The account is gone');
    const types = accountTypesFrom(withoutBuiltIn(declarations));
    const ofFile = this.#routesOfFile.get(accountId) ?? [];
    return { types, settings: account.settings, routes: new RouteTable(routes, ofFile, types.catalogue) };
  }
}
