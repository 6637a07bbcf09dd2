import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a pool of connections that has lost one is kept',
  file: 'packages/server/src/storage/postgres-client.ts',
  find: 'if (pool !== this.#pool) return;',
  replace: 'if (pool === this.#pool) return;',
  tests: ['e2e/faults/database-link.test.ts'],
  pattern: 'lost without a word',
} satisfies PlantedBug;
