import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'what a personal token may do is listed by its scope alone, as if its member narrowed nothing',
  file: 'packages/server/src/policies/permission-sides.ts',
  find: 'const whole = listed(parts);',
  replace: 'const whole = listed([parts[0]]);',
  tests: ['packages/server/test/list-permissions.test.ts'],
} satisfies PlantedBug;
