import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'each attempt of a creation has an idempotency key of its own',
  file: 'packages/sdk/src/transport/create-transport.ts',
  find: 'return await sendOnce(options, call, token);',
  replace:
    'call.headers.set(IDEMPOTENCY_KEY, crypto.randomUUID()); return await sendOnce(options, call, token);',
  tests: ['packages/sdk/test/at-most-once.test.ts'],
} satisfies PlantedBug;
