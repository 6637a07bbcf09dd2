import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'whoever may add members to a team gives them its roles, whether they hold them or not',
  file: 'packages/server/src/teams/member-changes.ts',
  find: 'const ids = new Set(edits.flatMap(membersTouchedBy));',
  replace:
    'const ids = new Set(edits.flatMap((edit) => membersTouchedBy(edit).filter((id) => edit.before?.memberIds.has(id) ?? false)));',
  tests: ['packages/server/test/team-grants.test.ts'],
  pattern: 'nobody gives by a team',
} satisfies PlantedBug;
