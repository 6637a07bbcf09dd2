import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'uses that could not be written are sent again under another number',
  file: 'packages/server/src/verification/usage-recorder.ts',
  find: `      await this.#store.recordUses(batch);`,
  replace: `      await this.#store.recordUses({ ...batch, batch: { ...batch.batch, number: ++this.#number } });`,
  tests: ['packages/server/test/sqlite.test.ts'],
  pattern: 'the uses of several nodes add up exactly',
} satisfies PlantedBug;
