import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'whoever may edit a role gives its holders what they like',
  file: 'packages/server/src/roles/update-role.ts',
  find: 'if (hasHolders) await requireEditHeld(',
  replace: 'if (hasHolders && wanted === undefined) await requireEditHeld(',
  tests: ['packages/server/test/roles.test.ts'],
  pattern: 'nobody gives or edits a role',
} satisfies PlantedBug;
