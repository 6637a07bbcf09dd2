import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a secret that was replaced meanwhile ends the token',
  file: 'packages/server/src/tokens/revoke-secret.ts',
  find: ', { version: token.version }',
  replace: '',
  tests: ['packages/server/test/revocation.test.ts'],
  pattern: 'a reset replaces meanwhile',
} satisfies PlantedBug;
