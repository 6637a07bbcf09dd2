import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a password link made on the shell leaves the member signed in',
  file: 'packages/server/src/members/make-password-link.ts',
  find: 'const count = await changes.credentials.endSessions(id);',
  replace: 'const count = 0;',
  tests: ['packages/server/test/control-socket.test.ts'],
  pattern: 'ends every session',
} satisfies PlantedBug;
