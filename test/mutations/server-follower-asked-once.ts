import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a stream of changes goes on after the end of whoever follows',
  file: 'packages/server/src/verification/follow-account.ts',
  find: 'await requireFollower();',
  replace: 'if (place === from) await requireFollower();',
  tests: ['packages/server/test/verification-door.test.ts'],
  pattern: 'a stream ends with the token',
} satisfies PlantedBug;
