import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'checkpoints that were seen may be cut off together with their entries',
  file: 'packages/server/src/storage/checkpoint-reader.ts',
  find: 'this.#expected ??= this.#signature;',
  replace: 'this.#expected = undefined;',
  tests: ['packages/server/test/audit-chain-state.test.ts'],
  pattern: 'that were seen and are gone',
} satisfies PlantedBug;
