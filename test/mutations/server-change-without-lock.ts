import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a change locks nothing before it reads: two nodes reset one token at once',
  file: 'packages/server/src/storage/postgres.ts',
  find: `        await lockSequence(transaction);
        return work(transaction);
`,
  replace: `        return work(transaction);
`,
  tests: ['packages/server/test/postgres-order.test.ts'],
  pattern: 'resets wait for each other',
} satisfies PlantedBug;
