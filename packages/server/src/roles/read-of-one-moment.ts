import type { Member } from '../members/member.ts';
import { type Reads, StorageUnavailable } from '../storage/store.ts';
import type { SecretOwner, TokenWithMember } from '../storage/token-store.ts';
import { findHeldRoles } from './find-held-roles.ts';
import { type HeldRoles, isOfOneMoment } from './held-roles.ts';

const ATTEMPTS = 5;

/**
 * Reads what takes several statements again until they saw the same moment.
 *
 * @throws StorageUnavailable when it changes faster than it can be read
 */
export async function readOfOneMoment<Value>(
  read: () => Promise<Value>,
  isWhole: (value: Value) => boolean,
): Promise<Value> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const value = await read();
    if (isWhole(value)) return value;
  }
  throw new StorageUnavailable('what somebody may do changes faster than it can be read');
}

/**
 * Whether the roles of a token, and of the holder of a personal one, are those that the rows name. A holder who was removed has
 * none, though the row of who they were still names them.
 */
export function isWholeToken({
  token,
  member,
  held,
}: Pick<SecretOwner, 'token' | 'member' | 'held'>): boolean {
  const ofToken = 'customRoleIds' in token.scope ? token.scope.customRoleIds : [];
  const ofMember = token.kind === 'personal' && member.removedAt === null ? member.customRoleIds : [];
  return isOfOneMoment(ofToken, held.scope) && isOfOneMoment(ofMember, held.direct);
}

/** A token with the member that it names and all roles that its rights are made of, as they were at one moment. */
export function readTokenWithRoles(
  { tokens, roles }: Pick<Reads, 'tokens' | 'roles'>,
  accountId: string,
  tokenId: string,
): Promise<(TokenWithMember & { readonly held: HeldRoles }) | undefined> {
  const read = async () => {
    const found = await tokens.findToken(accountId, tokenId);
    return found && { ...found, held: await findHeldRoles(roles, found.token) };
  };
  return readOfOneMoment(read, (owner) => owner === undefined || isWholeToken(owner));
}

/** A member with all roles that their rights are made of, as they were at one moment. */
export function readMemberWithRoles(
  { members, roles }: Pick<Reads, 'members' | 'roles'>,
  accountId: string,
  memberId: string,
): Promise<{ readonly member: Member; readonly held: HeldRoles } | undefined> {
  const read = async () => {
    const member = await members.findMember(accountId, memberId);
    return member && { member, held: await roles.findHeldRoles({ memberId }) };
  };
  return readOfOneMoment(read, (owner) => owner === undefined || isWholeMember(owner));
}

/** Whether the roles of a member are those that the row names. */
export function isWholeMember({
  member,
  held,
}: {
  readonly member: Member;
  readonly held: HeldRoles;
}): boolean {
  return isOfOneMoment(member.customRoleIds, held.direct);
}
