import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a search finds tokens that the caller may not see',
  file: 'packages/server/src/decisions/search/listed-subjects.ts',
  find: 'part.filter((reference) => maySeeToken(principal, reference)).map',
  replace: 'part.map',
  tests: ['packages/server/test/authzen-search.test.ts'],
  pattern: 'only subjects that they may see',
} satisfies PlantedBug;
