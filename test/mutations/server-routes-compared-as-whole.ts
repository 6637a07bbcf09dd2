import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'who may see no flag may say what a gateway asks about flags',
  file: 'packages/server/src/resource-types/require-held.ts',
  find: "\n    'piece',\n  );",
  replace: '\n  );',
  tests: ['packages/server/test/gateway-routes.test.ts'],
  pattern: 'LaunchDarkly declared',
} satisfies PlantedBug;
