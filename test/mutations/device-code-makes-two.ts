import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a code that is used twice makes two tokens',
  file: 'packages/server/src/device-requests/redeem-device-request.ts',
  find: 'if (first !== undefined) return repeatAnswer(deployment, caller, first);\n  try {\n    return await createToken(deployment, { ...caller, idempotent: call }, tokenOf(request));',
  replace: 'try {\n    return await createToken(deployment, caller, tokenOf(request));',
  tests: ['packages/server/test/device-requests.test.ts'],
} satisfies PlantedBug;
