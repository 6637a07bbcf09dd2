export default {
  name: 'a custom role given directly does not replace the base role',
  file: 'packages/policy/src/rights.ts',
  find: '  return [...direct, ...throughTeams];',
  replace: "  return [compileBaseRole('holder', holder.role, catalogue), ...direct, ...throughTeams];",
  tests: ['packages/policy/test/decisions.test.ts', 'packages/policy/test/properties.test.ts'],
};
