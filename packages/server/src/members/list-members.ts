import type { Deployment } from '../deployment/deployment.ts';
import { hasAccess } from '../grants/require-access.ts';
import type { Page } from '../storage/page.ts';
import { actingMember, type Principal } from '../verification/principal.ts';
import type { Member } from './member.ts';
import { findVisibleMember, maySeeMember } from './require-manageable.ts';

/** Members are people: an account has few enough to be looked at one by one. */
const WHOLE_ACCOUNT: Page = { limit: 100_000, offset: 0 };

export interface MemberList {
  readonly items: readonly Member[];
  /** All members that the caller may see, not those of this page. */
  readonly totalCount: number;
}

/** The members that the principal may see, newest first. */
export async function listMembers(
  { store }: Deployment,
  principal: Principal,
  page: Page,
): Promise<MemberList> {
  const { accountId, source } = principal;
  const { members } = store.reads;
  const speaksOfWholeTypes = source.scope === undefined || 'role' in source.scope;
  if (speaksOfWholeTypes && hasAccess(principal, 'viewMember', `member/${accountId}`)) {
    const [items, totalCount] = await Promise.all([
      members.listMembers(accountId, page),
      members.countMembers(accountId),
    ]);
    return { items, totalCount };
  }
  const all = await members.listMembers(accountId, WHOLE_ACCOUNT);
  const visible = all.filter(({ id }) => maySeeMember(principal, id));
  return { items: visible.slice(page.offset, page.offset + page.limit), totalCount: visible.length };
}

/**
 * @param memberId an id, or `me` for the caller's own member
 * @throws Failure `not_found`
 */
export async function getMember(
  { store }: Deployment,
  principal: Principal,
  memberId: string,
): Promise<Member> {
  const id = memberId === 'me' ? (actingMember(principal)?.id ?? '') : memberId;
  return findVisibleMember(store.reads.members, principal, id);
}
