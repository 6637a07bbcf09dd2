import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'what was read before a change is kept although it comes after it',
  file: 'packages/server/src/verification/principal-cache.ts',
  find: `        if (dependencies.isUnchangedSince(tick, value.dependsOn)) this.#keep(key, value, tick);
`,
  replace: `        this.#keep(key, value, dependencies.tick);
`,
  tests: ['packages/server/test/verification-simulation.test.ts'],
  pattern: 'under any order',
} satisfies PlantedBug;
