import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a search believes roles of another moment',
  file: 'packages/server/src/decisions/search/listed-subjects.ts',
  find: 'isWholeMember(read) ? read',
  replace: 'read ? read',
  tests: ['packages/server/test/authzen-search.test.ts'],
  pattern: 'another moment is read again',
} satisfies PlantedBug;
