import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'uses that could not be written are forgotten',
  file: 'packages/server/src/verification/usage-recorder.ts',
  find: `    const members = [...this.#members];
`,
  replace: `    const members = [...this.#members];
    this.#secrets.clear();
    this.#members.clear();
`,
  tests: ['packages/server/test/usage.test.ts'],
  pattern: 'a write that fails forgets no use',
} satisfies PlantedBug;
