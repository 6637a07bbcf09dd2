import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the chain of the audit log does not cover what became of a resource',
  file: 'packages/server/src/audit/audit-chain.ts',
  find: `    entry.record,
    entry.details,
`,
  replace: `    entry.record,
`,
  tests: ['packages/server/test/audit-chain.test.ts'],
  pattern: 'smallest edit of any column',
} satisfies PlantedBug;
