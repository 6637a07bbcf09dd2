import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a commit that no standby confirmed is acknowledged',
  file: 'packages/server/src/storage/postgres-client.ts',
  find: "routine === 'SyncRepWaitForLSN'",
  replace: "routine === ''",
  tests: ['e2e/failover.test.ts'],
  pattern: 'standby never confirmed',
} satisfies PlantedBug;
