import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a type in use names tokens and roles that the caller may not see',
  file: 'packages/server/src/resource-types/require-policies-readable.ts',
  find: 'seen.has(',
  replace: 'seen.size >= 0 || seen.has(',
  tests: ['packages/server/test/resource-types.test.ts'],
  pattern: 'sees only some of what needs a type',
} satisfies PlantedBug;
