import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the set-up code never ends',
  file: 'packages/server/src/setup/claim-setup.ts',
  find: 'if (!isRight || expected === undefined || nowMs >= expected.expiresAt) throw refusal();',
  replace: 'if (!isRight || expected === undefined) throw refusal();',
  tests: ['packages/server/test/set-up.test.ts'],
} satisfies PlantedBug;
