import { setImmediate } from 'node:timers/promises';
import { type AccessRequest, compileRights, decideEffective } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { hasAccess } from '../grants/require-access.ts';
import { isWholeMember, readMemberWithRoles } from '../roles/read-of-one-moment.ts';
import { actingMember, memberRightsSource, type Principal } from '../verification/principal.ts';

/** Of these members, who may do something. What others may do is told only to who has `evaluatePolicy`. */
export async function membersWithAccess(
  { store }: Deployment,
  principal: Principal,
  memberIds: readonly string[],
  access: AccessRequest,
): Promise<readonly string[]> {
  const { accountId, types } = principal;
  const ownId = actingMember(principal)?.id;
  const mayAsk = hasAccess(principal, 'evaluatePolicy', 'acct');
  const asked = memberIds.filter((id) => mayAsk || id === ownId);
  const answers = new Map<string, boolean>();
  const found: string[] = [];
  for (const member of await store.reads.members.findMembers(accountId, asked)) {
    const read = { member, held: await store.reads.roles.findHeldRoles({ memberId: member.id }) };
    const whole = isWholeMember(read) ? read : await readMemberWithRoles(store.reads, accountId, member.id);
    if (whole === undefined) continue;
    const source = memberRightsSource(whole.member, whole.held);
    const key = JSON.stringify(source);
    if (!answers.has(key)) {
      await setImmediate();
      answers.set(key, decideEffective(compileRights(source, types.catalogue), access).allowed);
    }
    if (answers.get(key) === true) found.push(member.id);
  }
  return found;
}
