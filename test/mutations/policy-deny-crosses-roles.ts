export default {
  name: 'a deny in one role takes away what another role allows',
  file: 'packages/policy/src/decide.ts',
  find: '    denied ??= decision;',
  replace: '    return decision;',
  tests: ['packages/policy/test/decide.test.ts', 'packages/policy/test/properties.test.ts'],
};
