import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'how many tokens are active is kept although one of them ended',
  file: 'packages/server/src/storage/token-counts.ts',
  find: '(select expires_at from',
  replace: '(select 0 from',
  tests: ['packages/server/test/sqlite.test.ts'],
  pattern: 'a count is that of the moment',
} satisfies PlantedBug;
