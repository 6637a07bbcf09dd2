import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a line that was taken out of the journal is not missed',
  file: 'packages/server/src/journal/read-endings.ts',
  find: 'if (line.after > this.#readTo) this.isComplete = false;',
  replace: '',
  tests: ['packages/server/test/restore.test.ts'],
  pattern: 'a journal that lacks a line',
} satisfies PlantedBug;
