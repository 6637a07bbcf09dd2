import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a cursor that a caller wrote is taken',
  file: 'packages/server/src/tokens/token-cursor.ts',
  find: 'const isRight = this.#keys.some((key) =>',
  replace: 'const isRight = signature.length > 0 || this.#keys.some((key) =>',
  tests: ['packages/server/test/token-list.test.ts'],
  pattern: 'not given out for this list',
} satisfies PlantedBug;
