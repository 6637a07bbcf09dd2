import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the last of two equal keys wins',
  file: 'packages/server/src/http/json-body.ts',
  find: 'if (seen?.has(key)) throw',
  replace: 'if (false) throw',
  tests: ['packages/server/test/json-body.test.ts'],
} satisfies PlantedBug;
