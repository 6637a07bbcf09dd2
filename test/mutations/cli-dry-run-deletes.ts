import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a dry run sends a call that deletes',
  file: 'packages/cli/src/client/dry-run.ts',
  find: "method === 'GET' || method === 'HEAD' ||",
  replace: "method === 'GET' || method === 'DELETE' ||",
  tests: ['packages/cli/test/secret-paths.test.ts'],
} satisfies PlantedBug;
