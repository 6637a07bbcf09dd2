import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'changes after a restore are not in the journal until their numbers pass those that were lost',
  file: 'packages/server/src/journal/revocation-journal.ts',
  find: 'this.#written = this.#readTo = line.from;',
  replace: 'this.#written = line.from;',
  tests: ['packages/server/test/restore.test.ts'],
  pattern: 'what ended after a restore stays ended',
} satisfies PlantedBug;
