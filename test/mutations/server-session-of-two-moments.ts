import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a session has the base role of one moment with the custom roles of another',
  file: 'packages/server/src/verification/authenticate-session.ts',
  find: '({ found, held }) => isOfOneMoment(found?.member.customRoleIds ?? [], held.direct)',
  replace: '({ held }) => isOfOneMoment(held.direct.map(({ id }) => id), held.direct)',
  tests: ['packages/server/test/sessions.test.ts'],
  pattern: 'of one moment',
} satisfies PlantedBug;
