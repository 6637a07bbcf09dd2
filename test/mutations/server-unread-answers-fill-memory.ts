import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'any number of answers may wait',
  file: 'packages/server/src/http/limits/end-unread-answers.ts',
  find: 'waitingBytes <= WAITING_LIMIT_BYTES',
  replace: 'waitingBytes <= WAITING_LIMIT_BYTES ** 9',
  tests: ['packages/server/test/unread-answers.test.ts'],
  pattern: 'more than all readers',
} satisfies PlantedBug;
