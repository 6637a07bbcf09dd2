import type { PlantedBug } from './planted-bug.ts';

export default {
  name: 'a question about a member reads them and their roles at two moments',
  file: 'packages/server/src/policies/find-subject.ts',
  find: 'await readMemberWithRoles(store.reads, principal.accountId, memberId);',
  replace: `await store.reads.members.findMember(principal.accountId, memberId).then(
    async (member) => member && { member, held: await store.reads.roles.findHeldRoles({ memberId }) },
  );`,
  tests: ['packages/server/test/policies.test.ts'],
  pattern: 'loses a role while it is explained',
} satisfies PlantedBug;
