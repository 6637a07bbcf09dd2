import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'of several memories of a worker only the last one is told what others changed',
  file: 'packages/server/src/workers/fellow-workers.ts',
  find: 'this.#memories.push(forget);',
  replace: 'this.#memories[0] = forget;',
  tests: ['packages/server/test/workers.test.ts'],
  pattern: 'every memory of a worker is told',
} satisfies PlantedBug;
