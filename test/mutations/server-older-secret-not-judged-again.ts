import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an older secret that ended during the call still changes something',
  file: 'packages/server/src/grants/require-unchanged.ts',
  find: 'if (secret.endsAt === null) return true;',
  replace: 'if (secret.id) return true;',
  tests: ['packages/server/test/token-races.test.ts'],
  pattern: 'an older secret that ends',
} satisfies PlantedBug;
