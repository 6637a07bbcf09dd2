import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a secret is stored as a plain digest',
  file: 'packages/server/src/tokens/secret-digest.ts',
  find: "crypto.createHmac('sha256', pepper.key).update(secret)",
  replace: "crypto.createHash('sha256').update(secret)",
  tests: ['packages/server/test/secret-digest.test.ts'],
} satisfies PlantedBug;
