import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a search finds resources that only hidden roles name',
  file: 'packages/server/src/decisions/search/named-resources.ts',
  find: 'await listVisibleRoles(deployment, principal);',
  replace: 'await deployment.store.reads.roles.listRoles(principal.accountId, { limit: 1_000, offset: 0 });',
  tests: ['packages/server/test/authzen-search.test.ts'],
  pattern: 'visible roles name one by one',
} satisfies PlantedBug;
