import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a session has the base role of one moment with the custom roles of another',
  file: 'packages/server/src/verification/authenticate-session.ts',
  find: 'if (isOfOneMoment(customRoleIds, held.direct)) return { found, held };',
  replace: 'if (isOfOneMoment(customRoleIds, held.direct) || found) return { found, held };',
  tests: ['packages/server/test/sessions.test.ts'],
  pattern: 'of one moment',
} satisfies PlantedBug;
