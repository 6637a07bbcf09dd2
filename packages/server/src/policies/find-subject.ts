import type { RightsSource } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { requireAccess } from '../grants/require-access.ts';
import { readMemberWithRoles, readTokenWithRoles } from '../roles/read-of-one-moment.ts';
import { requireVisible } from '../tokens/get-token.ts';
import { actingMember, memberRightsSource, type Principal, rightsSource } from '../verification/principal.ts';
import { sourceOfUnread, type UnreadSubject } from './policy-subject.ts';

/** Whose rights a question is about: written out, or stored. Exactly one is given. */
export interface SubjectChoice {
  readonly subject?: UnreadSubject;
  readonly tokenId?: string;
  readonly memberId?: string;
}

/**
 * Where the rights come from that a question is about. One's own token and member may always be asked about; others need
 * `evaluatePolicy`.
 *
 * @throws Failure `invalid_request`, `not_found`, `forbidden`
 */
export async function findSubject(
  deployment: Deployment,
  principal: Principal,
  { subject, tokenId, memberId }: SubjectChoice,
): Promise<RightsSource> {
  const given = [subject, tokenId, memberId].filter((choice) => choice !== undefined);
  if (given.length !== 1) {
    throw new Failure('invalid_request', 'exactly one of `subject`, `tokenId` and `memberId` must be given');
  }
  if (tokenId !== undefined) return sourceOfToken(deployment, principal, tokenId);
  if (memberId !== undefined) return sourceOfMember(deployment, principal, memberId);
  return sourceOfUnread(subject ?? {}, principal.types.catalogue);
}

async function sourceOfToken(
  { store }: Deployment,
  principal: Principal,
  tokenId: string,
): Promise<RightsSource> {
  const found = await readTokenWithRoles(store.reads, principal.accountId, tokenId);
  const { token, member, held } = requireVisible(principal, found);
  const isCalling = principal.authKind === 'token' && token.id === principal.token.id;
  const isOwn = isCalling || (token.kind === 'personal' && token.memberId === actingMember(principal)?.id);
  if (!isOwn) requireAccess(principal, 'evaluatePolicy', 'acct');
  const isHolderGone = token.kind === 'personal' && member.removedAt !== null;
  if (isHolderGone) return {};
  return rightsSource(token, member, held);
}

async function sourceOfMember(
  { store }: Deployment,
  principal: Principal,
  memberId: string,
): Promise<RightsSource> {
  const isOwn = memberId === actingMember(principal)?.id;
  if (!isOwn) requireAccess(principal, 'evaluatePolicy', 'acct');
  const found = await readMemberWithRoles(store.reads, principal.accountId, memberId);
  if (found === undefined) throw new Failure('not_found', 'Invalid resource identifier');
  return memberRightsSource(found.member, found.held);
}
