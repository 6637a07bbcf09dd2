import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a reset of the token of somebody else is said to be allowed',
  file: 'packages/server/src/tokens/token-accesses.ts',
  find: "if (action === 'resetAccessToken' && isForeign) return false;",
  replace: '',
  tests: ['packages/server/test/token-events.test.ts'],
  pattern: 'include=access',
} satisfies PlantedBug;
