export default {
  name: 'a holder with roles through teams shares the rights of the base role alone',
  file: 'packages/policy/src/rights.ts',
  find: '(holder?.customRoles?.length ?? 0) + (holder?.teamRoles?.length ?? 0)',
  replace: 'holder?.customRoles?.length ?? 0',
  tests: ['packages/policy/test/decisions.test.ts', 'packages/policy/test/properties.test.ts'],
};
