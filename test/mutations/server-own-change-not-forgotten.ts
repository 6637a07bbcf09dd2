import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'what a node changes itself stays in its memory until the next sync',
  file: 'packages/server/src/deployment/deployment.ts',
  find: `  source.store.onChange((entities) => principals.forget(entities));
`,
  replace: '',
  tests: ['packages/server/test/delete-token.test.ts'],
} satisfies PlantedBug;
