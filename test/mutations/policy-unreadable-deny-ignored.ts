export default {
  name: 'a deny that cannot be read is left out',
  file: 'packages/policy/src/plan.ts',
  find: "  if (!parts) return effect === 'deny';",
  replace: '  if (!parts) return false;',
  tests: ['packages/policy/test/decide.test.ts'],
};
