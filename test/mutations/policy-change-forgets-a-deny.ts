export default {
  name: 'the smallest change leaves a deny in place',
  file: 'packages/policy/src/smallest-change.ts',
  find: '  if (applying.some(isAllow)) return removals;',
  replace: '  if (applying.some(isAllow)) return removals.slice(0, 1);',
  tests: ['packages/policy/test/explain.test.ts'],
};
