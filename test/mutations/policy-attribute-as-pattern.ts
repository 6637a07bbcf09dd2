export default {
  name: 'the value of a role attribute may be a pattern',
  file: 'packages/policy/src/role-attributes.ts',
  find: '(attributes[key] ?? []).filter(isPartOfKey)',
  replace: '(attributes[key] ?? [])',
  tests: ['packages/policy/test/decide.test.ts'],
};
