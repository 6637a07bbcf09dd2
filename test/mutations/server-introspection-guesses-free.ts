import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'guesses by introspection are not counted',
  file: 'packages/server/src/http/routes/oauth.ts',
  find: 'await guesses.count(address ?? caller.address, caller.principal.accountId);',
  replace: '',
  tests: ['packages/server/test/introspection.test.ts'],
  pattern: 'guesses meet their limit',
} satisfies PlantedBug;
