import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the memory of a verifier is bounded by entries only',
  file: 'packages/sdk/src/verifier/principal-memory.ts',
  find: ' || this.#bytes + known.bytes > maxBytes',
  replace: '',
  tests: ['packages/sdk/test/verifier-limits.test.ts'],
  pattern: 'memory is bounded in bytes',
} satisfies PlantedBug;
