import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a token that was stored for one address is sent to whichever is named',
  file: 'packages/cli/src/profile/stored-token.ts',
  find: 'credential?.url === url ? credential.accessToken : undefined',
  replace: 'credential?.accessToken',
  tests: ['packages/cli/test/secret-paths.test.ts'],
} satisfies PlantedBug;
