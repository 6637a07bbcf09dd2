import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a follower that does not read keeps its place',
  file: 'packages/server/src/http/limits/end-unread.ts',
  find: 'response.destroy()',
  replace: 'timer.unref()',
  tests: ['packages/server/test/verification-limits.test.ts'],
  pattern: 'a follower that does not read',
} satisfies PlantedBug;
