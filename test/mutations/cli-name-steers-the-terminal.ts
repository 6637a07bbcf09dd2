import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a table prints what a name holds as it is, also what steers the terminal',
  file: 'packages/cli/src/output/table.ts',
  find: 'rows.map((row) => row.map(onOneLine))',
  replace: 'rows.map((row) => [...row])',
  tests: ['packages/cli/test/secret-paths.test.ts'],
} satisfies PlantedBug;
