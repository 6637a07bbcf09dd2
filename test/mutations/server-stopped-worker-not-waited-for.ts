import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a change does not wait until a stopped worker has lost its memory',
  file: 'packages/server/src/workers/worker-hub.ts',
  find: 'this.#wait(member, number, grantedAtMs + GRANT_MS)',
  replace: 'this.#wait(member, number, grantedAtMs)',
  tests: ['packages/server/test/workers.test.ts'],
  pattern: 'waits for a stopped worker',
} satisfies PlantedBug;
