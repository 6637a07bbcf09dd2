import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an export holds formulas that a spreadsheet runs',
  file: 'packages/console/src/tokens/token-csv.ts',
  find: ']/.test(text) ?',
  replace: "]/.test('') ?",
  tests: ['packages/console/test/shapes.test.ts'],
} satisfies PlantedBug;
