import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'what a change gives is compared on the token as it was before the transaction',
  file: 'packages/server/src/tokens/update-token.ts',
  find: 'await requireSameToken(changes.roles, { ...found, held }, current);',
  replace: '',
  tests: ['packages/server/test/token-races.test.ts'],
  pattern: 'a holder who rises',
} satisfies PlantedBug;
