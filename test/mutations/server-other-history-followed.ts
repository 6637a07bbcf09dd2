import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a server with another history is followed as if it were the one before',
  file: 'packages/server/src/verification/revocation-log.ts',
  find: ' && server === this.#server;',
  replace: ';',
  tests: ['packages/server/test/follow-changes.test.ts'],
  pattern: 'another server is another history',
} satisfies PlantedBug;
