import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a statement whose plan is void is sent again by the library',
  file: 'packages/server/src/storage/postgres-client.ts',
  find: 'withoutRetry(send<Row>(pool.sql, sql, parameters))',
  replace: 'send<Row>(pool.sql, sql, parameters)',
  tests: ['packages/server/test/postgres-plans.test.ts'],
  pattern: 'columns of a table change',
} satisfies PlantedBug;
