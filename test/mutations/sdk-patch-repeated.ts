import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the SDK sends a PATCH again',
  file: 'packages/sdk/src/transport/retry-rules.ts',
  find: "'PUT', 'DELETE']",
  replace: "'PUT', 'DELETE', 'PATCH']",
  tests: ['packages/sdk/test/retries.test.ts'],
} satisfies PlantedBug;
