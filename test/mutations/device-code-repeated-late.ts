import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a code that was used gives its token a new secret until the code ends',
  file: 'packages/server/src/device-requests/redeem-device-request.ts',
  find: 'if (targetId === null || deployment.clock.now() >= at + REPEATABLE_FOR_MS) throw requestEnded();',
  replace: 'if (targetId === null) throw requestEnded();',
  tests: ['packages/server/test/device-requests.test.ts'],
} satisfies PlantedBug;
