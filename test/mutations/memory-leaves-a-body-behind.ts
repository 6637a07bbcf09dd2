import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a question with a body is answered from memory, and its body is left on the connection',
  file: 'packages/server/src/http/from-memory/answer-gateway.ts',
  find: 'OF_A_BODY.has(name) || ',
  replace: '',
  tests: ['packages/server/test/forward-auth-from-memory.test.ts'],
} satisfies PlantedBug;
