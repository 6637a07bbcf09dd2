import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a session lives on after its idle end',
  file: 'packages/server/src/sign-in/session-life.ts',
  find: 'return Math.min(startedAt + ABSOLUTE_LIFE_MS, lastSeenAt + IDLE_LIFE_MS);',
  replace: 'return Math.max(startedAt + ABSOLUTE_LIFE_MS, lastSeenAt + IDLE_LIFE_MS);',
  tests: ['packages/server/test/sessions.test.ts'],
  pattern: 'without a call',
} satisfies PlantedBug;
