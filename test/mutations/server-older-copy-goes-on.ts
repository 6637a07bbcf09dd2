import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the older of two copies goes on after the other was restored',
  file: 'packages/server/src/journal/revocation-journal.ts',
  find: 'return this.#newest !== undefined && this.#newest.epoch !== this.#epoch.id;',
  replace: 'return false;',
  tests: ['packages/server/test/restore.test.ts'],
  pattern: 'of two copies of the data',
} satisfies PlantedBug;
