import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the end of an older secret is rounded up to the minute',
  file: 'packages/server/src/tokens/require-allowed-life.ts',
  find: 'return wantedMs;',
  replace: 'return Math.ceil(wantedMs / 60_000) * 60_000;',
  tests: ['packages/server/test/reset-overlap.test.ts'],
  pattern: 'until the millisecond',
} satisfies PlantedBug;
