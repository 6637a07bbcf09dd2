import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'whoever has the code of a login too takes over a token that is in use',
  file: 'packages/server/src/device-requests/redeem-device-request.ts',
  find: 'found?.token.version === 1 && found.token.lastUse === null',
  replace: 'found?.token.version === 1',
  tests: ['packages/server/test/device-requests.test.ts'],
} satisfies PlantedBug;
