import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'accounts whose questions fill the row keep every other account from asking',
  file: 'packages/server/src/policies/account-turns.ts',
  find: 'if (this.#count >= LIMIT) this.#giveWay(ofAccount + 1);',
  replace: 'if (this.#count >= LIMIT) throw tooMany();',
  tests: ['packages/server/test/account-turns.test.ts'],
  pattern: 'keep no other out',
} satisfies PlantedBug;
