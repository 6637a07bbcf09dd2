import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a personal token keeps what its member could do before a change of role',
  file: 'packages/server/src/verification/rights-memory.ts',
  find: 'member.version}`;',
  replace: '0}`;',
  tests: ['packages/server/test/members.test.ts'],
  pattern: 'a downgrade reaches every personal token',
} satisfies PlantedBug;
