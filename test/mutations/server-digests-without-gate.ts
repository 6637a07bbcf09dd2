import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'any number of slow digests is made at once',
  file: 'packages/server/src/gate.ts',
  find: '    if (this.#running < this.#atOnce) this.#running++;\n    else await this.#turn();',
  replace: '    if (this.#waiting.length === 0) this.#running++;\n    else await this.#turn();',
  tests: ['packages/server/test/password-gate.test.ts'],
  pattern: 'four passwords',
} satisfies PlantedBug;
