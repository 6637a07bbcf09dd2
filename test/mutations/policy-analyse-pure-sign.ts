export default {
  name: 'literals of one sign are all made false',
  file: 'packages/policy/src/analyse/satisfy.ts',
  find: '[...(positive ? found.positive : found.negative)], positive)',
  replace: '[...(positive ? found.positive : found.negative)], !positive)',
  tests: ['packages/policy/test/analyse-traps.test.ts', 'packages/policy/test/analyse-brute-force.test.ts'],
};
