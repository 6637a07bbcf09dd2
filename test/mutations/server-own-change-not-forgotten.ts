import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'what a node changes itself stays in its memory until the next sync',
  file: 'packages/server/src/deployment/deployment.ts',
  find: `    principals.forget(entities);
    if (feed === undefined)`,
  replace: '    if (feed === undefined)',
  tests: ['packages/server/test/delete-token.test.ts'],
} satisfies PlantedBug;
