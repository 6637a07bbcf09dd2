import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'whoever holds an older secret ends the live one',
  file: 'packages/server/src/tokens/revoke-secret.ts',
  find: 'if (secret.endsAt === null) await',
  replace: "if (secret.id !== '') await",
  tests: ['packages/server/test/revocation.test.ts'],
  pattern: 'with an older secret that one ends',
} satisfies PlantedBug;
