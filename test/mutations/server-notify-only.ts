import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'changes of other nodes are read at hints alone',
  file: 'packages/server/src/verification/follow-changes.ts',
  find: `  const timer = setInterval(sync, everyMs).unref();
`,
  replace: `  const timer = setInterval(() => undefined, everyMs).unref();
`,
  tests: ['packages/server/test/follow-changes.test.ts'],
  pattern: 'without a single hint',
} satisfies PlantedBug;
