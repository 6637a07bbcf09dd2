export default {
  name: 'a personal token is not bounded by its holder',
  file: 'packages/policy/src/rights.ts',
  find: 'parts: scope ? [ofScope, ofHolder] : [ofHolder]',
  replace: 'parts: scope ? [ofScope] : [ofHolder]',
  tests: [
    'packages/policy/test/decide.test.ts',
    'packages/policy/test/decisions.test.ts',
    'packages/policy/test/properties.test.ts',
  ],
};
