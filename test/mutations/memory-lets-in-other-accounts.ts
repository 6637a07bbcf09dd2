import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a gateway is told to let in the tokens of another account',
  file: 'packages/server/src/decisions/admit-forwarded-from-memory.ts',
  find: 'principal?.accountId !== accountId',
  replace: 'principal === undefined',
  tests: ['packages/server/test/forward-auth-from-memory.test.ts'],
} satisfies PlantedBug;
