import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a token that has expired gets a later end',
  file: 'packages/server/src/tokens/update-token.ts',
  find: 'requireNotExpired(token, nowMs);',
  replace: '',
  tests: ['packages/server/test/token-expiry.test.ts'],
  pattern: 'nothing that has ended revives',
} satisfies PlantedBug;
