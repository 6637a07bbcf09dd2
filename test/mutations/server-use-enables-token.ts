import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a token that was used counts as enabled again',
  file: 'packages/server/src/storage/usage-repository.ts',
  find: 'last_used_agent = used.agent\n    from',
  replace: 'last_used_agent = used.agent, disabled_at = null\n    from',
  tests: ['packages/server/test/usage.test.ts'],
  pattern: 'revives and alters nothing',
} satisfies PlantedBug;
