import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'on PostgreSQL a secret has the roles of one moment with the holder of another',
  file: 'packages/server/src/roles/held-roles.ts',
  find: 'return JSON.stringify(customRoleIds) === JSON.stringify(roles.map(({ id }) => id));',
  replace: 'return roles.length >= 0 || customRoleIds.length >= 0;',
  tests: ['packages/server/test/postgres-moments.test.ts'],
} satisfies PlantedBug;
