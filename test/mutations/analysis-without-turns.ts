import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the account whose turn it was stays the first in the row',
  file: 'packages/server/src/policies/account-turns.ts',
  find: '    this.#waiting.delete(accountId);\n    if (line.length > 0) this.#waiting.set(accountId, line);',
  replace: '    if (line.length === 0) this.#waiting.delete(accountId);',
  tests: ['packages/server/test/account-turns.test.ts'],
} satisfies PlantedBug;
