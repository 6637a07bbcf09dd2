import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'one client has all the programs that may wait to be let in',
  file: 'packages/server/src/device-requests/make-device-request.ts',
  find: "if (ofClient >= PENDING_LIMIT_OF_CLIENT) throw tooMany(' from this address');",
  replace: "if (ofClient >= PENDING_LIMIT) throw tooMany(' from this address');",
  tests: ['packages/server/test/device-requests.test.ts'],
} satisfies PlantedBug;
