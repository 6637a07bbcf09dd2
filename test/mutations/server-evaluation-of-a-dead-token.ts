import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a token that does not work is decided by its rights',
  file: 'packages/server/src/decisions/find-evaluated-subject.ts',
  find: 'if (!isActive) return',
  replace: 'if (found === undefined) return',
  tests: ['packages/server/test/authzen.test.ts'],
  pattern: 'one that does not work',
} satisfies PlantedBug;
