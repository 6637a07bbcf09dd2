import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an empty id ends all sessions instead of one',
  file: 'packages/sdk/src/calls/client.ts',
  find: "new Set(['', '.', '..'])",
  replace: "new Set(['.', '..'])",
  tests: ['packages/sdk/test/errors.test.ts'],
} satisfies PlantedBug;
