import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a standby is asked about secrets',
  file: 'packages/server/src/storage/postgres-connection.ts',
  find: "transaction_read_only: 'off',",
  replace: '',
  tests: ['e2e/failover.test.ts'],
  pattern: 'a standby is no database',
} satisfies PlantedBug;
