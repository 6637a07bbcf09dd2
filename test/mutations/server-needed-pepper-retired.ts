import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a start forgets a pepper that secrets still need',
  file: 'packages/server/src/deployment/require-known-peppers.ts',
  find: 'if (lost === 0 && hasOwn) {',
  replace: 'if (hasOwn) {',
  tests: ['packages/server/test/pepper-rotation.test.ts'],
  pattern: 'while the pepper is rotated every secret works',
} satisfies PlantedBug;
