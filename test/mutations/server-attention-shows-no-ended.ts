import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a list of active tokens leaves out those that ended and are still called',
  file: 'packages/server/src/tokens/attention-first.ts',
  find: 'query: of(conditions.filter(isNoStatus), isCalled)',
  replace: 'query: of(conditions, isCalled)',
  tests: ['packages/server/test/token-list.test.ts'],
  pattern: 'every filter, sort and page',
} satisfies PlantedBug;
