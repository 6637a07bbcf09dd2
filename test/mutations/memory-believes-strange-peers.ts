import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'behind a proxy that ends TLS memory answers whoever is connected',
  file: 'packages/server/src/http/from-memory/client-addresses.ts',
  find: 'isAccepted(request) ? addressOf(request) : undefined',
  replace: 'isAccepted(request) ? addressOf(request) : addressOf(request)',
  tests: ['packages/server/test/answer-from-memory.test.ts'],
  pattern: 'whoever else is connected',
} satisfies PlantedBug;
