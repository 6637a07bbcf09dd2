import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the lease is measured on a clock that can be set',
  file: 'packages/server/src/verification/lease.ts',
  find: 'monotonicMs: MonotonicMs = () => performance.now()',
  replace: 'monotonicMs: MonotonicMs = () => Date.now() - performance.timeOrigin',
  tests: ['packages/server/test/follow-changes.test.ts'],
  pattern: 'no setting of the time',
} satisfies PlantedBug;
