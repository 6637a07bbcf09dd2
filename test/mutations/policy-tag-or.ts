export default {
  name: 'one of several tags is enough',
  file: 'packages/policy/src/candidate.ts',
  find: '    for (const pattern of test.tags) {\n      if (!someMatches(pattern, tags)) return false;\n    }',
  replace: '    if (!test.tags.some((pattern) => someMatches(pattern, tags))) return false;',
  tests: ['packages/policy/test/decisions.test.ts'],
};
