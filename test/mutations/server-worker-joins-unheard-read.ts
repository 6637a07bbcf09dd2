import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a worker that hears of no changes joins a read of before',
  file: 'packages/server/src/verification/principal-cache.ts',
  find: 'if (this.#parts.isTold?.() === false) {',
  replace: 'if (false) {',
  tests: ['packages/server/test/principal-cache.test.ts'],
  pattern: 'not known what other workers change',
} satisfies PlantedBug;
