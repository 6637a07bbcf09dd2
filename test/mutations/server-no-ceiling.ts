import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a creator may give more than they hold',
  file: 'packages/server/src/tokens/create-token.ts',
  find: 'await requireGrantable(deployment, principal, given, { isBoundByCaller });',
  replace: 'undefined;',
  tests: ['packages/server/test/create-token.test.ts'],
  pattern: 'nobody gives more',
} satisfies PlantedBug;
