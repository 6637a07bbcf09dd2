import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an answer that a change overtook is kept',
  file: 'packages/sdk/src/verifier/principal-memory.ts',
  find: 'if (known !== undefined && isUnchanged(load, known))',
  replace: 'if (known !== undefined)',
  tests: ['packages/sdk/test/verifier.test.ts'],
  pattern: 'asked before a change',
} satisfies PlantedBug;
