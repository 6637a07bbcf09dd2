export default {
  name: 'what one cannot view one can change',
  file: 'packages/policy/src/decide.ts',
  find: '    if (!view.allowed) return view;\n',
  replace: '',
  tests: [
    'packages/policy/test/decide.test.ts',
    'packages/policy/test/decisions.test.ts',
    'packages/policy/test/properties.test.ts',
  ],
};
