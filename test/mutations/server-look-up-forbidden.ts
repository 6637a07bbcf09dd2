import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a look-up tells by a 403 that a secret is one',
  file: 'packages/server/src/tokens/look-up-token.ts',
  find: "throw new Failure('not_found', 'Invalid resource identifier');",
  replace:
    "throw new Failure(owner === undefined ? 'not_found' : 'forbidden', 'Invalid resource identifier');",
  tests: ['packages/server/test/token-look-up.test.ts'],
  pattern: 'learns of their own only',
} satisfies PlantedBug;
