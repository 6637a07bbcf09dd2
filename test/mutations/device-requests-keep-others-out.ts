import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'whoever fills the programs that may wait keeps everybody else out',
  file: 'packages/server/src/device-requests/make-device-request.ts',
  find: 'if (greediest !== undefined) await requests.dropPending(greediest.id);',
  replace: 'if (greediest !== undefined) throw tooMany();',
  tests: ['packages/server/test/device-requests.test.ts'],
  pattern: 'keep nobody out',
} satisfies PlantedBug;
