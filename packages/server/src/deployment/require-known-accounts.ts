import type { Config } from '../config.ts';
import { ConfigRefused } from '../config-refused.ts';
import type { Store } from '../storage/store.ts';

/**
 * Routes of an account that is not here would decide on nothing, and the requests that they were written for be refused. While
 * there is no account at all, nobody can know its id.
 *
 * @throws ConfigRefused
 */
export async function requireKnownAccounts(
  { reads }: Pick<Store, 'reads'>,
  { gatewayRoutes }: Config,
): Promise<void> {
  if (gatewayRoutes.size === 0 || !(await reads.accounts.hasAccount())) return;
  for (const accountId of gatewayRoutes.keys()) {
    if ((await reads.accounts.findAccount(accountId)) !== undefined) continue;
    throw new ConfigRefused(
      `\`KEYWARD_GATEWAY_ROUTES\`: there is no account \`${accountId}\`; \`GET /api/v2/account\` answers the id of yours`,
    );
  }
}
