import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a page of the guide may run a script that stands in it',
  file: 'packages/server/src/http/guide/guide-routes.ts',
  find: `"script-src 'self'",`,
  replace: `"script-src 'self' 'unsafe-inline'",`,
  tests: ['packages/server/test/guide-pages.test.ts'],
} satisfies PlantedBug;
