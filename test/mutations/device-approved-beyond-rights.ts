import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a person approves what they may not give, and hears nothing of it',
  file: 'packages/server/src/device-requests/decide-device-request.ts',
  find: 'if (isApproved) await requireCreatable(deployment, caller.principal, wanted);',
  replace: '',
  tests: ['packages/server/test/device-requests.test.ts'],
} satisfies PlantedBug;
