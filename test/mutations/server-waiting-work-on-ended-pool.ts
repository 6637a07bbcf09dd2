import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'work that waited for a connection takes one of a pool that was replaced',
  file: 'packages/server/src/storage/postgres-client.ts',
  find: 'pool === this.#pool ? { value: await work(pool) } : undefined',
  replace: '({ value: await work(pool) })',
  tests: ['packages/server/test/postgres-turns.test.ts'],
  pattern: 'served on new connections',
} satisfies PlantedBug;
