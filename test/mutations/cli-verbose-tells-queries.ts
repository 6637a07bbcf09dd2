import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'with --verbose the command line tells the query of each call, and whatever stands in it',
  file: 'packages/cli/src/client/program-fetch.ts',
  find: 'new URL(url).pathname',
  replace: 'url',
  tests: ['packages/cli/test/client-traps.test.ts'],
} satisfies PlantedBug;
