import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'uses are written on their own connection while a transaction is open on the other',
  file: 'packages/server/src/storage/sqlite.ts',
  find: 'writerDb.connection().execute(() => useWriter.write(uses))',
  replace: 'useWriter.write(uses)',
  tests: ['packages/server/test/sqlite.test.ts'],
} satisfies PlantedBug;
