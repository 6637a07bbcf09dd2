import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'memory answers from data that may not be served',
  file: 'packages/server/src/http/from-memory/answer-from-memory.ts',
  find: '!deployment.epoch.isServing || ',
  replace: '',
  tests: ['packages/server/test/answer-from-memory.test.ts'],
} satisfies PlantedBug;
