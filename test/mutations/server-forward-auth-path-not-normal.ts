import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a path is decided on before it is brought into its normal form',
  file: 'packages/server/src/gateway-routes/route-table.ts',
  find: 'const path = normalPath(target);',
  replace: "const path = target.split('?', 1)[0]?.split('/').slice(1);",
  tests: ['packages/server/test/normal-path.test.ts'],
  pattern: 'every trick leads to the access of the admin pages|most lenient of servers',
} satisfies PlantedBug;
