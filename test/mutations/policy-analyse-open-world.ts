export default {
  name: '`*` as an action is no more than the actions that are listed',
  file: 'packages/policy/src/analyse/start.ts',
  find: '...splitCube(space.action(glob)),',
  replace:
    "...splitCube({ kind: 'or', kids: [...space.chain.actions.keys()].map((each) => space.action(exactly(each))) }),",
  tests: ['packages/policy/test/analyse-traps.test.ts', 'packages/policy/test/analyse-brute-force.test.ts'],
};
