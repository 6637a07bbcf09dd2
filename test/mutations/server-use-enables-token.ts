import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a token that was used counts as enabled again',
  file: 'packages/server/src/storage/usage-repository.ts',
  find: '.set({ last_used_at: use.at, last_used_address: use.address, last_used_agent: use.agent })',
  replace:
    '.set({ last_used_at: use.at, last_used_address: use.address, last_used_agent: use.agent, disabled_at: null })',
  tests: ['packages/server/test/usage.test.ts'],
  pattern: 'revives and alters nothing',
} satisfies PlantedBug;
