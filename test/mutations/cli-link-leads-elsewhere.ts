import type { PlantedBug } from './planted-bug.ts';

export default {
  name: '`keyward api --paginate` goes where the link to the next page leads',
  file: 'packages/cli/src/api/call-api.ts',
  find: 'next = pageAfter(path, page);',
  replace: 'next = pageAfter(path, page) && page._links?.next?.href;',
  tests: ['packages/cli/test/client-traps.test.ts'],
} satisfies PlantedBug;
