import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'calls of long ago count for the order of a list for ever',
  file: 'packages/server/src/storage/usage-repository.ts',
  find: '  await ageRequests(db, today);',
  replace: '',
  tests: ['packages/server/test/sqlite.test.ts'],
  pattern: 'stop counting for the order',
} satisfies PlantedBug;
