import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a member is evaluated with roles of another moment',
  file: 'packages/server/src/roles/read-of-one-moment.ts',
  find: '(owner) => owner === undefined || isWholeMember(owner)',
  replace: '() => true',
  tests: ['packages/server/test/authzen.test.ts'],
  pattern: 'loses a role while the question',
} satisfies PlantedBug;
