import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'who asks after a change shares a read that began before it',
  file: 'packages/server/src/verification/principal-cache.ts',
  find: `    if (underWay?.startedAt === tick) return underWay.result;
`,
  replace: `    if (underWay !== undefined) return underWay.result;
`,
  tests: ['packages/server/test/verification-simulation.test.ts'],
  pattern: 'under any order',
} satisfies PlantedBug;
