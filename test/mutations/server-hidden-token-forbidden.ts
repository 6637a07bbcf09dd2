import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a token that may not be seen is answered',
  file: 'packages/server/src/tokens/get-token.ts',
  find: 'found === undefined || !maySeeToken(principal, found.token)',
  replace: 'found === undefined || (false && maySeeToken(principal, found.token))',
  tests: ['packages/server/test/read-tokens.test.ts'],
} satisfies PlantedBug;
