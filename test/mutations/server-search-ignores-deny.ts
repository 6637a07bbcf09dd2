import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a search takes an explicit denial for a permission',
  file: 'packages/server/src/decisions/search/search-subjects.ts',
  find: 'const { allowed } = decideEffective(rights.compile(), asked);',
  replace: "const allowed = decideEffective(rights.compile(), asked).outcome !== 'implicit_deny';",
  tests: ['packages/server/test/authzen-search.test.ts'],
  pattern: 'none that is denied',
} satisfies PlantedBug;
