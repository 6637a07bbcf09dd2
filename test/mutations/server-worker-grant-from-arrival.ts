import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a grant counts from its arrival, not from when it was made',
  file: 'packages/server/src/workers/fellow-workers.ts',
  find: 'this.#grantedUntilMs = message.atMs + GRANT_MS;',
  replace: 'this.#grantedUntilMs = this.#machineMs() + GRANT_MS;',
  tests: ['packages/server/test/workers.test.ts'],
  pattern: 'from when it was made',
} satisfies PlantedBug;
