import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'keyward policy test ends with 0 though a case is answered otherwise than it expects',
  file: 'packages/cli/src/policy/test-cases.ts',
  find: 'if (failures.length > 0) endWith(exitCode.testMismatch);',
  replace: '',
  tests: ['packages/cli/test/policy-test.test.ts'],
  pattern: 'each mismatch',
} satisfies PlantedBug;
