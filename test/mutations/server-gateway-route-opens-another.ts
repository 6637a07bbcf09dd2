import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a route may step in for another whose access its author does not hold',
  file: 'packages/server/src/gateway-routes/change-gateway-routes.ts',
  find: 'return [...changed, ...touched].map(',
  replace: 'return changed.map(',
  tests: ['packages/server/test/gateway-routes.test.ts'],
  pattern: 'only whoever holds what a route guards',
} satisfies PlantedBug;
