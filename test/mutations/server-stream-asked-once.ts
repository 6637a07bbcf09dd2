import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a stream of events asks for the rights of its caller only when it begins',
  file: 'packages/server/src/http/routes/token-events.ts',
  find: 'await authenticateAgain(deployment, request)',
  replace: 'principal',
  tests: ['packages/server/test/token-events.test.ts'],
  pattern: 'told nothing more',
} satisfies PlantedBug;
