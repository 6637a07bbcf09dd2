export default {
  name: 'one tag must match all the patterns that are asked for',
  file: 'packages/policy/src/analyse/tag-dimension.ts',
  find: 'this.patterns.find([atom], fixed.failing)',
  replace: 'this.patterns.find(fixed.holding, fixed.failing)',
  tests: ['packages/policy/test/analyse-traps.test.ts', 'packages/policy/test/analyse-brute-force.test.ts'],
};
