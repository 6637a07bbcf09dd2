import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'memory answers gateways that are not listed',
  file: 'packages/server/src/http/from-memory/answer-gateway.ts',
  find: '!isListed(request) || ',
  replace: '',
  tests: ['packages/server/test/forward-auth-from-memory.test.ts'],
} satisfies PlantedBug;
