import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'who holds a role is not kept in step with what members are given',
  file: 'packages/server/src/storage/members-repository.ts',
  find: 'await keepHolder(db, member);\n      return true;',
  replace: 'return true;',
  tests: ['packages/server/test/member-roles.test.ts'],
  pattern: 'counts at the next call',
} satisfies PlantedBug;
