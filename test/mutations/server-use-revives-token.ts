import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'writing the last use of a token writes its whole row as it was then',
  file: 'packages/server/src/storage/usage-repository.ts',
  find: `last_used_agent = used.agent
    from used where tokens.id = used.id and tokens.account_id = used.account_id
      and tokens.deleted_at is null`,
  replace: `last_used_agent = used.agent, deleted_at = null
    from used where tokens.id = used.id and tokens.account_id = used.account_id`,
  tests: ['packages/server/test/usage.test.ts'],
  pattern: 'revives and alters nothing',
} satisfies PlantedBug;
