export default {
  name: 'a name may begin with any character of a key',
  file: 'packages/policy/src/analyse/find-word.ts',
  find: 'const allowed = isFirst ? rules.first : rules.rest;',
  replace: 'const allowed = rules.rest;',
  tests: ['packages/policy/test/analyse-traps.test.ts', 'packages/policy/test/analyse-brute-force.test.ts'],
};
