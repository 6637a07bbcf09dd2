import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an end is inclusive: a token works one millisecond longer',
  file: 'packages/server/src/tokens/token-status.ts',
  find: 'nowMs >= end',
  replace: 'nowMs > end',
  tests: ['packages/server/test/token-status.test.ts'],
} satisfies PlantedBug;
