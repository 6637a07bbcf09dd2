import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'every page has the same nonce',
  file: 'packages/server/src/http/console/console-routes.ts',
  find: "randomBytes(NONCE_BYTES).toString('base64url')",
  replace: "Buffer.alloc(NONCE_BYTES).toString('base64url')",
  tests: ['packages/server/test/console-pages.test.ts'],
  pattern: 'strict policy',
} satisfies PlantedBug;
