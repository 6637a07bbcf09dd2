import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'memory lets in whom the routes refuse',
  file: 'packages/server/src/verification/authenticate.ts',
  find: "  if (judged?.outcome !== 'authenticated') return undefined;\n  principals",
  replace: '  if (judged === undefined) return undefined;\n  principals',
  tests: ['packages/server/test/answer-from-memory.test.ts'],
} satisfies PlantedBug;
