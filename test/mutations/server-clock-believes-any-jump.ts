import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'one wrong answer of a clock ends tokens',
  file: 'packages/server/src/clock.ts',
  find: `    if (isJump && monotonicMs - (this.#jump?.since ?? monotonicMs) < JUMP_HOLDS_MS) return;
`,
  replace: '',
  tests: ['packages/server/test/clock.test.ts'],
  pattern: 'jump',
} satisfies PlantedBug;
