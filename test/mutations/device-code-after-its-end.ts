import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a code for people works after its end',
  file: 'packages/server/src/device-requests/find-device-request.ts',
  find: "found?.status === 'pending' && clock.now() < found.expiresAt",
  replace: "found?.status === 'pending'",
  tests: ['packages/server/test/device-requests.test.ts'],
} satisfies PlantedBug;
