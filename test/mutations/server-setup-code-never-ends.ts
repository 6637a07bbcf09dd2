import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the set-up code never ends',
  file: 'packages/server/src/setup/claim-setup.ts',
  find: 'expected === undefined || nowMs >= expected.expiresAt',
  replace: 'expected === undefined || nowMs < 0',
  tests: ['packages/server/test/set-up.test.ts'],
} satisfies PlantedBug;
