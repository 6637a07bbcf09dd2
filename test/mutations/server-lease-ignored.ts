import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'memory answers however long nothing was heard of changes',
  file: 'packages/server/src/verification/principal-cache.ts',
  find: `    if (!this.#parts.lease.isHeld()) return undefined;
`,
  replace: '',
  tests: ['packages/server/test/verification-simulation.test.ts'],
  pattern: 'under any order',
} satisfies PlantedBug;
