export default {
  name: "an unknown action of one of Keyward's own types is stored",
  file: 'packages/policy/src/validate-actions.ts',
  find: "? 'warning' : 'error'",
  replace: "? 'warning' : 'warning'",
  tests: ['packages/policy/test/validate-policy.test.ts'],
};
