import type { Member } from './member.ts';

/** What the API shows of a member, and so what the audit log keeps of them: nothing that they sign in with. */
export function memberSnapshot(member: Member) {
  return {
    _id: member.id,
    email: member.email,
    firstName: member.firstName,
    lastName: member.lastName,
    role: member.role,
    customRoles: [...member.customRoleIds],
    roleAttributes: member.roleAttributes,
    _pendingInvite: member.acceptedAt === null,
    creationDate: member.createdAt,
    version: member.version,
  };
}
