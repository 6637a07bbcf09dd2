import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the lease counts from the answer of a sync, not from its question',
  file: 'packages/server/src/verification/revocation-log.ts',
  find: `    lease.renew(sentAt);
`,
  replace: `    lease.renew(monotonicMs());
`,
  tests: ['packages/server/test/follow-changes.test.ts'],
  pattern: 'the lease counts',
} satisfies PlantedBug;
