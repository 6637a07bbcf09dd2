import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a stream tells of other accounts',
  file: 'packages/server/src/verification/followed-changes.ts',
  find: 'if (change.accountId === accountId) for',
  replace: 'for',
  tests: ['packages/server/test/verification-door.test.ts'],
  pattern: 'at once, each after',
} satisfies PlantedBug;
