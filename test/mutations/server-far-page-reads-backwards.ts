import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a page found from the end of the list is shown backwards',
  file: 'packages/server/src/storage/token-lists.ts',
  find: 'return [rows.toReversed(), total];',
  replace: 'return [rows, total];',
  tests: ['packages/server/test/far-pages.test.ts'],
  pattern: 'nearer end',
} satisfies PlantedBug;
