import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an answer whose place another call took hears of no further change, and is kept',
  file: 'packages/sdk/src/verifier/principal-memory.ts',
  find: 'for (const load of this.#underWay) load.changed.push(ids);',
  replace: 'for (const load of this.#loads.values()) load.changed.push(ids);',
  tests: ['packages/sdk/test/verifier.test.ts'],
  pattern: 'two changes is not kept',
} satisfies PlantedBug;
