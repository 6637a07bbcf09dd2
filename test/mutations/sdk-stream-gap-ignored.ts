import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an event of the stream that is missing is not noticed',
  file: 'packages/sdk/src/verifier/follow-changes.ts',
  find: ' && after !== null && after <= known.number',
  replace: ' && after !== null',
  tests: ['packages/sdk/test/verifier-faults.test.ts'],
  pattern: 'an event that is missing',
} satisfies PlantedBug;
