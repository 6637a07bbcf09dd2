import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an end now is a time of the clock of one process',
  file: 'packages/server/src/tokens/stored-end.ts',
  find: 'return endsAt > nowMs ? endsAt : ENDED;',
  replace: 'return endsAt;',
  tests: ['packages/server/test/reset-overlap.test.ts'],
  pattern: 'has passed by every clock',
} satisfies PlantedBug;
