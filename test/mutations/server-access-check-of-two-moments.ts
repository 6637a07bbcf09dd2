import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'who may do something is decided by roles of another moment',
  file: 'packages/server/src/members/members-with-access.ts',
  find: 'isWholeMember(read) ?',
  replace: 'isWholeMember !== undefined ?',
  tests: ['packages/server/test/members-with-access.test.ts'],
  pattern: 'loses a role while it is asked',
} satisfies PlantedBug;
