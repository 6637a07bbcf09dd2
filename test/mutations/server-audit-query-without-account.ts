import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a search of the audit log finds entries of every account',
  file: 'packages/server/src/storage/audit-scan.ts',
  find: "let narrow = query.where('account_id', '=', accountId);",
  replace: "let narrow = query.where('account_id', '!=', accountId.toUpperCase());",
  tests: ['packages/server/test/audit-search.test.ts'],
  pattern: 'shows nothing of another account',
} satisfies PlantedBug;
