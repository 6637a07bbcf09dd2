export default {
  name: 'a deny does not win over an allow of the same policy',
  file: 'packages/policy/src/plan.ts',
  find: 'findApplying(denies, facts) ?? findApplying(allows, facts)',
  replace: 'findApplying(allows, facts) ?? findApplying(denies, facts)',
  tests: [
    'packages/policy/test/decide.test.ts',
    'packages/policy/test/decisions.test.ts',
    'packages/policy/test/properties.test.ts',
  ],
};
