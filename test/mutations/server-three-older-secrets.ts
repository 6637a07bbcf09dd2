import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'three older secrets of a token live',
  file: 'packages/server/src/tokens/reset-token.ts',
  find: 'const PREVIOUS_SECRET_LIMIT = 2;',
  replace: 'const PREVIOUS_SECRET_LIMIT = 3;',
  tests: ['packages/server/test/reset-overlap.test.ts'],
  pattern: 'two older secrets live at most',
} satisfies PlantedBug;
