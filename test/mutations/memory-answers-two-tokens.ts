import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'memory answers calls with two tokens by the routes of one',
  file: 'packages/server/src/http/from-memory/plain-headers.ts',
  find: '        if (authorization !== undefined) return undefined;\n',
  replace: '',
  tests: ['packages/server/test/answer-from-memory.test.ts'],
} satisfies PlantedBug;
