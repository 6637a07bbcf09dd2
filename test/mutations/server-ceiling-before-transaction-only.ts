import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a caller who lost rights during the call still gives them',
  file: 'packages/server/src/grants/change-as.ts',
  find: 'await requireUnchanged(changes, principal, nowMs);',
  replace: '',
  tests: ['packages/server/test/token-races.test.ts'],
  pattern: 'who loses rights',
} satisfies PlantedBug;
