import type { Kysely } from 'kysely';
import type { GatewayRouteWrites } from './gateway-route-store.ts';
import { renewRules } from './renew-rules.ts';
import type { Schema } from './schema.ts';

export function gatewayRoutesRepository(db: Kysely<Schema>): GatewayRouteWrites {
  return {
    async listGatewayRoutes(accountId) {
      return db
        .selectFrom('gateway_routes')
        .select(['key', 'method', 'path', 'resource', 'action'])
        .where('account_id', '=', accountId)
        .orderBy('key')
        .execute();
    },

    async putGatewayRoute(accountId, { key, ...rest }) {
      await db
        .insertInto('gateway_routes')
        .values({ account_id: accountId, key, ...rest })
        .onConflict((conflict) => conflict.columns(['account_id', 'key']).doUpdateSet(rest))
        .execute();
      await renewRules(db, accountId);
    },

    async deleteGatewayRoute(accountId, key) {
      const { numDeletedRows } = await db
        .deleteFrom('gateway_routes')
        .where('account_id', '=', accountId)
        .where('key', '=', key)
        .executeTakeFirstOrThrow();
      await renewRules(db, accountId);
      return numDeletedRows > 0n;
    },
  };
}
