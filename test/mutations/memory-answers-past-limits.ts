import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'memory answers where every verification counts against a limit',
  file: 'packages/server/src/http/from-memory/answer-from-memory.ts',
  find: 'config.rateLimits.verification > 0;',
  replace: 'false;',
  tests: ['packages/server/test/answer-from-memory.test.ts'],
} satisfies PlantedBug;
