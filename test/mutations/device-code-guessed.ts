import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'wrong codes for people cost nothing',
  file: 'packages/server/src/http/limits/device-limits.ts',
  find: "if (!(error instanceof Failure && error.code === 'not_found')) ",
  replace: '',
  tests: ['packages/server/test/device-requests.test.ts'],
} satisfies PlantedBug;
