import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a list asks once for all members although a role of the holder names single ones',
  file: 'packages/server/src/verification/principal.ts',
  find: 'return hasBaseScope && written.length === 0;',
  replace: 'return hasBaseScope && written.length >= 0;',
  tests: ['packages/server/test/visible-members.test.ts'],
  pattern: 'speaks of single members',
} satisfies PlantedBug;
