import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a statement that was never sent is answered with no rows',
  file: 'packages/server/src/storage/postgres-client.ts',
  find: 'if (!rows.command) throw',
  replace: 'if (Number(rows.command) === -1) throw',
  tests: ['packages/server/test/postgres-turns.test.ts'],
  pattern: 'are a lost connection',
} satisfies PlantedBug;
