import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a restored backup disables what was used since it was made',
  file: 'packages/server/src/tokens/disable-idle-tokens.ts',
  find: '<= startedAt',
  replace: '<= 0 * startedAt',
  tests: ['packages/server/test/disable-idle-tokens.test.ts'],
  pattern: 'after a restore',
} satisfies PlantedBug;
