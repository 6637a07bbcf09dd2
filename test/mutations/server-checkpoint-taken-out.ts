import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the state of the chain does not notice that checkpoints were taken out of their file',
  file: 'packages/server/src/storage/checkpoint-reader.ts',
  find: 'checkpoint === undefined || checkpoint.previous !== this.#signature',
  replace: 'checkpoint === undefined',
  tests: ['packages/server/test/audit-chain-state.test.ts'],
  pattern: 'a line before the newest one is taken out',
} satisfies PlantedBug;
