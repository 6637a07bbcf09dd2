import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a gateway is told from memory to let through what the token may not do',
  file: 'packages/server/src/decisions/admit-forwarded-from-memory.ts',
  find: "'refused' in needed || !decideEffective(principal.rights, needed).allowed",
  replace: "'refused' in needed",
  tests: ['packages/server/test/forward-auth-from-memory.test.ts'],
} satisfies PlantedBug;
