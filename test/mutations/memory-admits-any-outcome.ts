import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'memory lets in whom the routes refuse',
  file: 'packages/server/src/verification/authenticate.ts',
  find: "return judged?.outcome === 'authenticated' ? judged : undefined;",
  replace: 'return judged as Authenticated | undefined;',
  tests: ['packages/server/test/answer-from-memory.test.ts'],
} satisfies PlantedBug;
