import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'the command line keeps the last of two equal keys of a policy',
  file: 'packages/cli/src/policy/read-json.ts',
  find: 'keys?.add(key);',
  replace: '',
  tests: ['packages/cli/test/policy-hostile.test.ts'],
  pattern: 'the same key twice',
} satisfies PlantedBug;
