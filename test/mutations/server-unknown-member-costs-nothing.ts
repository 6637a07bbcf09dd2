import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'an address of nobody is answered without the work that a member costs',
  file: 'packages/server/src/sign-in/sign-in.ts',
  find: 'const isRight = await isPasswordOf(credential?.passwordDigest ?? DIGEST_OF_NOTHING, password);',
  replace:
    'const isRight = credential && (void DIGEST_OF_NOTHING, await isPasswordOf(credential.passwordDigest, password));',
  tests: ['packages/server/test/sign-in.test.ts'],
  pattern: 'W6',
} satisfies PlantedBug;
