import type { TypeDeclaration } from '@keyward/policy';
import type { Kysely } from 'kysely';
import type { ResourceTypeWrites } from './account-store.ts';
import { renewRules } from './renew-rules.ts';
import type { Schema } from './schema.ts';

export function resourceTypesRepository(db: Kysely<Schema>): ResourceTypeWrites {
  return {
    async listResourceTypes(accountId) {
      const rows = await db
        .selectFrom('resource_types')
        .select('declaration')
        .where('account_id', '=', accountId)
        .orderBy('name')
        .execute();
      return rows.map(({ declaration }) => JSON.parse(declaration) as TypeDeclaration);
    },

    async putResourceType(accountId, type) {
      const declaration = JSON.stringify(type);
      await db
        .insertInto('resource_types')
        .values({ account_id: accountId, name: type.name, declaration })
        .onConflict((conflict) => conflict.columns(['account_id', 'name']).doUpdateSet({ declaration }))
        .execute();
      await renewRules(db, accountId);
    },

    async deleteResourceType(accountId, name) {
      const { numDeletedRows } = await db
        .deleteFrom('resource_types')
        .where('account_id', '=', accountId)
        .where('name', '=', name)
        .executeTakeFirstOrThrow();
      await renewRules(db, accountId);
      return numDeletedRows > 0n;
    },
  };
}
