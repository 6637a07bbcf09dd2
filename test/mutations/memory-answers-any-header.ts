import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'memory answers calls whose headers it does not know',
  file: 'packages/server/src/http/from-memory/plain-headers.ts',
  find: '      case undefined:\n        return undefined;\n',
  replace: '',
  tests: ['packages/server/test/answer-from-memory.test.ts'],
} satisfies PlantedBug;
