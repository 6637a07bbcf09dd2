import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a stream of events keeps the session of a page alive that nobody uses',
  file: 'packages/server/src/http/authenticate-request.ts',
  find: 'const notesUse = request.routeOptions.config.isBackground !== true;',
  replace: 'const notesUse = true;',
  tests: ['packages/server/test/token-events.test.ts'],
  pattern: 'keeps no session alive',
} satisfies PlantedBug;
