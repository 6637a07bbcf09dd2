import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the SDK reads the reset of a rate limit in seconds',
  file: 'packages/sdk/src/transport/read-answer.ts',
  find: 'resetAt - nowMs',
  replace: 'resetAt * MS_PER_SECOND - nowMs',
  tests: ['packages/sdk/test/retries.test.ts'],
} satisfies PlantedBug;
