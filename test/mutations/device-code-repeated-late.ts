import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a code that was used gives its token a new secret until the code ends',
  file: 'packages/server/src/device-requests/redeem-device-request.ts',
  find: 'if (!(isUntouched && isSoon)) throw',
  replace: 'if (!isUntouched) throw',
  tests: ['packages/server/test/device-requests.test.ts'],
} satisfies PlantedBug;
