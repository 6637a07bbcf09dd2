import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'memory answers calls with two tokens by the routes of one',
  file: 'packages/server/src/http/answer-from-memory.ts',
  find: 'tokens === 1',
  replace: 'tokens >= 1',
  tests: ['packages/server/test/answer-from-memory.test.ts'],
} satisfies PlantedBug;
