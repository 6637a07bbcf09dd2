export default {
  name: 'rights of base roles are shared by all who have the same scope, whoever holds the token',
  file: 'packages/policy/src/rights.ts',
  find: "[scope?.role, holder?.role].join(' ')",
  replace: "[scope?.role].join(' ')",
  tests: ['packages/policy/test/decisions.test.ts', 'packages/policy/test/properties.test.ts'],
};
