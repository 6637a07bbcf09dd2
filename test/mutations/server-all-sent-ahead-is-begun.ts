import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'all that a connection sends ahead is worked on at once',
  file: 'packages/server/src/http/limits/take-turns.ts',
  find: 'line.running < AT_ONCE',
  replace: 'line.running < AT_ONCE ** 9',
  tests: ['packages/server/test/unread-answers.test.ts'],
  pattern: 'four are worked on',
} satisfies PlantedBug;
