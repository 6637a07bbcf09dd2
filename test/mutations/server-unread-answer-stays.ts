import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an answer that nobody takes waits for ever',
  file: 'packages/server/src/http/limits/end-unread-answers.ts',
  find: 'looks < LONGEST_LOOKS',
  replace: 'looks < LONGEST_LOOKS ** 9',
  tests: ['packages/server/test/unread-answers.test.ts'],
  pattern: 'after a minute',
} satisfies PlantedBug;
