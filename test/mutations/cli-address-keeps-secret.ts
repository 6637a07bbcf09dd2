import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a profile that gets another address keeps the secret of the one before in its file, where nobody looks for it',
  file: 'packages/cli/src/profile/stored-token.ts',
  find: 'readCredential(profile)?.url === url && forgetCredential(profile)',
  replace: 'readCredential(profile)?.url === url',
  tests: ['packages/cli/test/secret-paths.test.ts'],
} satisfies PlantedBug;
