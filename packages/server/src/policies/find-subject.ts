import { compileRights, type Rights } from '@keyward/policy';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { requireAccess } from '../grants/require-access.ts';
import { findVisibleToken } from '../tokens/get-token.ts';
import { type Principal, rightsSource } from '../verification/principal.ts';
import { rightsOfUnread, type UnreadSubject } from './policy-subject.ts';

/** Whose rights a question is about: written out, or stored. Exactly one is given. */
export interface SubjectChoice {
  readonly subject?: UnreadSubject;
  readonly tokenId?: string;
  readonly memberId?: string;
}

/**
 * The rights that a question is about. One's own token and member may always be asked about; others need
 * `evaluatePolicy`.
 *
 * @throws Failure `invalid_request`, `not_found`, `forbidden`
 */
export async function findSubject(
  deployment: Deployment,
  principal: Principal,
  { subject, tokenId, memberId }: SubjectChoice,
): Promise<Rights> {
  const given = [subject, tokenId, memberId].filter((choice) => choice !== undefined);
  if (given.length !== 1) {
    throw new Failure('invalid_request', 'exactly one of `subject`, `tokenId` and `memberId` must be given');
  }
  if (tokenId !== undefined) return rightsOfToken(deployment, principal, tokenId);
  if (memberId !== undefined) return rightsOfMember(deployment, principal, memberId);
  return rightsOfUnread(subject ?? {}, principal.types.catalogue);
}

async function rightsOfToken({ store }: Deployment, principal: Principal, tokenId: string): Promise<Rights> {
  const { token, member } = await findVisibleToken(store.reads.tokens, principal, tokenId);
  const isOwn =
    token.id === principal.token.id || (token.kind === 'personal' && token.memberId === ownId(principal));
  if (!isOwn) requireAccess(principal, 'evaluatePolicy', 'acct');
  const isHolderGone = token.kind === 'personal' && member.removedAt !== null;
  return compileRights(isHolderGone ? {} : rightsSource(token, member), principal.types.catalogue);
}

async function rightsOfMember(
  { store }: Deployment,
  principal: Principal,
  memberId: string,
): Promise<Rights> {
  const isOwn = memberId === ownId(principal);
  if (!isOwn) requireAccess(principal, 'evaluatePolicy', 'acct');
  const member = await store.reads.members.findMember(principal.accountId, memberId);
  if (member === undefined) throw new Failure('not_found', 'Invalid resource identifier');
  return compileRights({ holder: { role: member.role } }, principal.types.catalogue);
}

function ownId({ token, member }: Principal): string | undefined {
  return token.kind === 'personal' ? member.id : undefined;
}
