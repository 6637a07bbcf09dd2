import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'who asks after the end of a token gets the answer to a call of before it',
  file: 'packages/sdk/src/verifier/principal-memory.ts',
  find: 'return isOutdated ? this.#shared(key, secret, askedAt) : known;',
  replace: 'return known;',
  tests: ['packages/sdk/test/verifier-limits.test.ts'],
  pattern: 'who asks after the end',
} satisfies PlantedBug;
