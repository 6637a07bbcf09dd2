import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a clone may hold more than the cloner',
  file: 'packages/server/src/tokens/create-token.ts',
  find: 'const warning = await requireGrantable(deployment, principal, given, { isBoundByCaller });',
  replace:
    'const warning = origin ? undefined : await requireGrantable(deployment, principal, given, { isBoundByCaller });',
  tests: ['packages/server/test/clone-token.test.ts'],
  pattern: 'the ceiling is that of the cloner',
} satisfies PlantedBug;
