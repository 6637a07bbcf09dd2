import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'every user of the machine may open the control socket',
  file: 'packages/server/src/control/open-control-socket.ts',
  find: 'const ONLY_THIS_USER = 0o177;',
  replace: 'const ONLY_THIS_USER = 0o111;',
  tests: ['packages/server/test/control-socket.test.ts'],
  pattern: 'audited as made on the shell',
} satisfies PlantedBug;
