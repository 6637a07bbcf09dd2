import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'another site may show the console in a frame',
  file: 'packages/server/src/http/console/console-routes.ts',
  find: `      "frame-ancestors 'none'",\n`,
  replace: '',
  tests: ['packages/server/test/console-pages.test.ts'],
  pattern: 'strict policy',
} satisfies PlantedBug;
