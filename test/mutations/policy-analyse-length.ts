export default {
  name: 'a name may be of any length',
  file: 'packages/policy/src/analyse/find-word.ts',
  find: 'level.length > 0 && length <= rules.maxLength',
  replace: 'level.length > 0',
  tests: ['packages/policy/test/analyse-traps.test.ts', 'packages/policy/test/analyse-brute-force.test.ts'],
};
