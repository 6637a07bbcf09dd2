import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the caller is not judged again inside the transaction',
  file: 'packages/server/src/grants/change-as.ts',
  find: 'await requireUnchanged(changes, principal, nowMs);',
  replace: '',
  tests: ['packages/server/test/create-token.test.ts'],
  pattern: 'judged again inside',
} satisfies PlantedBug;
