import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a cursor skips tokens that are equal in what the list is sorted by',
  file: 'packages/server/src/storage/token-lists.ts',
  find: 'const { value, id } = page.after;',
  replace: "const { value } = page.after; const id = isDescending ? '' : 'g';",
  tests: ['packages/server/test/sqlite.test.ts'],
  pattern: 'equals are not skipped',
} satisfies PlantedBug;
