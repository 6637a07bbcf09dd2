import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'memory answers new calls while the service stops',
  file: 'packages/server/src/http/create-server.ts',
  find: 'server.listening && ',
  replace: '',
  tests: ['packages/server/test/answer-from-memory.test.ts'],
} satisfies PlantedBug;
