import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'age counts from when an event arrived',
  file: 'packages/sdk/src/verifier/freshness.ts',
  find: 'return earliest - ageMs;',
  replace: 'return this.now() - ageMs;',
  tests: ['packages/sdk/test/verifier-faults.test.ts'],
  pattern: 'held up on the way',
} satisfies PlantedBug;
