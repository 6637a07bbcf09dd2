import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a member is evaluated with roles of another moment',
  file: 'packages/server/src/decisions/find-evaluated-subject.ts',
  find: 'member === undefined || isOfOneMoment(member.customRoleIds, held.direct)',
  replace: 'member === undefined || isOfOneMoment(held.direct.map((role) => role.id), held.direct)',
  tests: ['packages/server/test/authzen.test.ts'],
  pattern: 'loses a role while the question',
} satisfies PlantedBug;
