import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a use that is written late replaces a newer one',
  file: 'packages/server/src/storage/usage-repository.ts',
  find: `
      and tokens.deleted_at is null and coalesce(tokens.last_used_at, 0) <= used.at`,
  replace: `
      and tokens.deleted_at is null`,
  tests: ['packages/server/test/sqlite.test.ts'],
  pattern: 'a use is noted where the row lives',
} satisfies PlantedBug;
