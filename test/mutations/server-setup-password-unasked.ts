import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the set-up forgets the password',
  file: 'packages/server/src/setup/claim-setup.ts',
  find: '{ ...owner, passwordDigest, neverExpires: false }',
  replace: '{ ...owner, passwordDigest: null, neverExpires: false }',
  tests: ['packages/server/test/set-up.test.ts'],
  pattern: 'with a password the owner',
} satisfies PlantedBug;
