import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'writing the last use of a token writes its whole row as it was then',
  file: 'packages/server/src/storage/usage-repository.ts',
  find: `.set({ last_used_at: use.at, last_used_address: use.address, last_used_agent: use.agent })
    .where('account_id', '=', use.accountId)
    .where('id', '=', use.tokenId)
    .where('deleted_at', 'is', null)`,
  replace: `.set({ last_used_at: use.at, last_used_address: use.address, last_used_agent: use.agent, deleted_at: null })
    .where('account_id', '=', use.accountId)
    .where('id', '=', use.tokenId)`,
  tests: ['packages/server/test/usage.test.ts'],
  pattern: 'revives and alters nothing',
} satisfies PlantedBug;
