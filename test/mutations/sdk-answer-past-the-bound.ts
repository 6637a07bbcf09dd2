import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a positive answer is kept past the bound',
  file: 'packages/sdk/src/verifier/freshness.ts',
  find: ' <= this.boundMs',
  replace: ' <= this.boundMs || this.boundMs > 0',
  tests: ['packages/sdk/test/verifier-faults.test.ts'],
  pattern: 'with the network cut',
} satisfies PlantedBug;
