import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'what has changed is answered once more while it is read anew',
  file: 'packages/server/src/verification/principal-cache.ts',
  find: `      this.#remove(key, entry);
      return undefined;
`,
  replace: `      this.#remove(key, entry);
      void this.loadFresh(secret).catch(() => undefined);
      return entry.value;
`,
  tests: ['packages/server/test/verification-simulation.test.ts'],
  pattern: 'under any order',
} satisfies PlantedBug;
