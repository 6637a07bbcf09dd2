import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a member stays signed in who loses a role that was deleted',
  file: 'packages/server/src/roles/delete-role.ts',
  find: 'await changes.credentials.endSessions(id);',
  replace: 'void id;',
  tests: ['packages/server/test/member-roles.test.ts'],
  pattern: 'other roles end the sessions',
} satisfies PlantedBug;
