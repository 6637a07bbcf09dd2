import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a token that was used counts as enabled again',
  file: 'packages/server/src/storage/usage-repository.ts',
  find: 'last_used_address = used.address, last_used_agent = used.agent',
  replace: 'last_used_address = used.address, last_used_agent = used.agent, disabled_at = null',
  tests: ['packages/server/test/usage.test.ts'],
  pattern: 'revives and alters nothing',
} satisfies PlantedBug;
