import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'uses that could not be written are forgotten',
  file: 'packages/server/src/verification/usage-recorder.ts',
  find: `      await this.#store.recordUses(batch);
      this.#batches.shift();
`,
  replace: `      this.#batches.shift();
      await this.#store.recordUses(batch);
`,
  tests: ['packages/server/test/usage.test.ts'],
  pattern: 'a write that fails forgets no use',
} satisfies PlantedBug;
