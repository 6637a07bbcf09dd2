import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a token that was used since it was found idle is disabled',
  file: 'packages/server/src/tokens/disable-idle-tokens.ts',
  find: 'isIdle(each, sinceMs, nowMs)',
  replace: 'isIdle(each, Number.POSITIVE_INFINITY, nowMs)',
  tests: ['packages/server/test/sqlite.test.ts'],
  pattern: 'is not disabled',
} satisfies PlantedBug;
