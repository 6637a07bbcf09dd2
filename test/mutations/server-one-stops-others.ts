import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'one member who cannot be changed stops the others of the same transaction',
  file: 'packages/server/src/members/update-members.ts',
  find: 'await failingAlone(change.before.member.id, failed, () => write([change]));',
  replace: 'await failingAlone(change.before.member.id, failed, () => write(changed));',
  tests: ['packages/server/test/patch-members.test.ts'],
} satisfies PlantedBug;
