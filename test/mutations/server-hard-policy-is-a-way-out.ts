import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a policy that is too hard to compare is a way out of a narrow scope',
  file: 'packages/server/src/grants/require-grantable.ts',
  find: 'if (isUnproved && isBoundByCaller && (await isBoundByHolder(analyst, principal))) {',
  replace: 'if (isUnproved && isBoundByCaller) {',
  tests: ['packages/server/test/inline-role.test.ts'],
  pattern: 'too hard to compare',
} satisfies PlantedBug;
