export default {
  name: 'an entry matches what is below its resources too',
  file: 'packages/policy/src/plan.ts',
  find: "entry.chain === '' || entry.chain === chain.chain",
  replace: "entry.chain === '' || chain.chain.startsWith(entry.chain)",
  tests: ['packages/policy/test/decisions.test.ts', 'packages/policy/test/properties.test.ts'],
};
