export default {
  name: 'the outer rights are read without the view guard',
  file: 'packages/policy/src/analyse/rights-formula.ts',
  find: 'return [ownTarget(space, action), ...guardTargets(space, rights)];',
  replace: 'return [ownTarget(space, action)];',
  tests: ['packages/policy/test/analyse-traps.test.ts', 'packages/policy/test/analyse-brute-force.test.ts'],
};
