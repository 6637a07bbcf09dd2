import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'one client has all the programs that may wait to be let in',
  file: 'packages/server/src/device-requests/make-device-request.ts',
  find: 'waitingOfClient(waiting, address) >= PENDING_LIMIT_OF_CLIENT',
  replace: 'waitingOfClient(waiting, address) >= PENDING_LIMIT',
  tests: ['packages/server/test/device-requests.test.ts'],
} satisfies PlantedBug;
