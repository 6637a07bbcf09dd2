import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a timer is awaited inside the transaction of a reset',
  file: 'packages/server/src/tokens/reset-token.ts',
  find: 'const endedEarly = await endOlder(',
  replace: 'await new Promise((resume) => setTimeout(resume, 2)); const endedEarly = await endOlder(',
  tests: ['packages/server/test/reset-token.test.ts'],
  pattern: 'a token may reset itself',
} satisfies PlantedBug;
