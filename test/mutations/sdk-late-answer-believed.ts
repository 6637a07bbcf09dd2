import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an answer that took longer than the bound is believed',
  file: 'packages/sdk/src/verifier/principal-memory.ts',
  find: 'if (!(ageMs <= this.#freshness.boundMs)) throw tooLate();',
  replace: '',
  tests: ['packages/sdk/test/verifier-faults.test.ts'],
  pattern: 'takes longer than the bound',
} satisfies PlantedBug;
