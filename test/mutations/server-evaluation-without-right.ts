import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'anybody with a token may ask what others may do',
  file: 'packages/server/src/decisions/evaluate-accesses.ts',
  find: "  requireAccess(principal, 'evaluatePolicy', 'acct');\n",
  replace: '',
  tests: ['packages/server/test/authzen.test.ts'],
  pattern: 'needs `evaluatePolicy`',
} satisfies PlantedBug;
