export default {
  name: 'the value of a role attribute may be a pattern',
  file: 'packages/policy/src/expansion.ts',
  find: 'values.filter(isPartOfKey)',
  replace: 'values',
  tests: ['packages/policy/test/decide.test.ts'],
};
