import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a team is counted with members whom the caller may not see',
  file: 'packages/server/src/teams/count-visible-members.ts',
  find: 'if (maySeeMember(principal, memberId)) count++;',
  replace: 'if (maySeeMember(principal, memberId) || true) count++;',
  tests: ['packages/server/test/unseen-counts.test.ts'],
} satisfies PlantedBug;
