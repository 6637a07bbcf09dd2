import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'how many tokens are active is kept although another was made',
  file: 'packages/server/src/storage/token-counts.ts',
  find: 'select coalesce(max(number), 0) from change_log',
  replace: 'select 0',
  tests: ['packages/server/test/sqlite.test.ts'],
  pattern: 'a count is that of the moment',
} satisfies PlantedBug;
