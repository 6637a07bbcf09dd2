import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a token that was stored for one address is sent to whichever is named',
  file: 'packages/cli/src/profile/resolve-target.ts',
  find: 'if (credential?.url === url) {',
  replace: 'if (credential !== undefined) {',
  tests: ['packages/cli/test/secret-paths.test.ts'],
} satisfies PlantedBug;
