import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a call that finds its work done by another worker is answered at once',
  file: 'packages/server/src/http/announce-effect.ts',
  find: 'else await fellows?.settle();',
  replace: '',
  tests: ['packages/server/test/workers.test.ts'],
  pattern: 'changes nothing, or finds it gone',
} satisfies PlantedBug;
