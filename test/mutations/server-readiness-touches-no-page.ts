import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'readiness writes a row as it was, which reaches no disk',
  file: 'packages/server/src/storage/sqlite.ts',
  find: 'for (const step of [1, -1])',
  replace: 'for (const step of [0])',
  tests: ['e2e/failing-sync.test.ts'],
} satisfies PlantedBug;
