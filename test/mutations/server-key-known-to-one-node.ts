import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an `Idempotency-Key` is known to one node, and another does the same again or fails in its own way',
  file: 'packages/server/src/grants/change-as.ts',
  find: 'if ((await changes.idempotentCalls.findCall(call)) !== undefined) throw new CallUnderWay();',
  replace: '',
  tests: ['packages/server/test/idempotency.test.ts'],
  pattern: 'two nodes',
} satisfies PlantedBug;
