import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a search takes what one policy allows for what another does',
  file: 'packages/server/src/decisions/search/listed-subjects.ts',
  find: "const scope = 'inlineRole' in token.scope ? token.id : token.scope;",
  replace: 'const scope = Object.keys(token.scope);',
  tests: ['packages/server/test/authzen-search.test.ts'],
  pattern: 'none that is denied',
} satisfies PlantedBug;
