import { setImmediate } from 'node:timers/promises';
import type { Deployment } from '../deployment/deployment.ts';
import type { AccessToken } from '../tokens/access-token.ts';
import { hasTokenAccess, isOwnToken } from '../tokens/token-access.ts';
import { tokenStatus } from '../tokens/token-status.ts';
import { maySeeToken } from '../tokens/visible-tokens.ts';
import type { Principal } from '../verification/principal.ts';
import type { Member } from './member.ts';

const DAY_MS = 86_400_000;
const DECISIONS_AT_ONCE = 200;

/** How many tokens of a member are named one by one. */
export const NAMED_TOKENS = 20;

/** What stops working when a member is removed: their personal tokens that work now and that the caller may see. */
export interface TokensOfMember {
  readonly count: number;
  readonly usedLastDay: number;
  readonly usedLastWeek: number;
  readonly usedLastMonth: number;
  /** The last use of any of them. */
  readonly lastUsedAt: number | null;
  /** Those that were used last, and no more than `NAMED_TOKENS`. */
  readonly latest: readonly AccessToken[];
}

/**
 * The tokens of members, by member. A member whose tokens the caller may not see is absent: nothing would be said by
 * a zero.
 */
export async function tokensOfMembers(
  { store, clock }: Deployment,
  principal: Principal,
  members: readonly Member[],
): Promise<ReadonlyMap<string, TokensOfMember>> {
  const nowMs = clock.now();
  const ids = members.map(({ id }) => id);
  const all = await store.reads.tokens.listTokensOfMembers(principal.accountId, ids);
  const byMember = new Map<string, AccessToken[]>();
  for (const [index, token] of all.entries()) {
    if (index % DECISIONS_AT_ONCE === 0) await setImmediate();
    const isLive = tokenStatus(token, { endsAt: null }, { removedAt: null }, nowMs) === 'active';
    if (!isLive || !maySeeToken(principal, token)) continue;
    byMember.set(token.memberId, [...(byMember.get(token.memberId) ?? []), token]);
  }
  const shown = ids.filter((id) => byMember.has(id) || mayAskOf(principal, id));
  return new Map(shown.map((id) => [id, summaryOf(byMember.get(id) ?? [], nowMs)]));
}

/** Whether the caller may see any token of the member whatever its id. */
function mayAskOf(principal: Principal, memberId: string): boolean {
  const any = { id: principal.accountId, kind: 'personal', memberId, tags: [] } as const;
  return isOwnToken(principal, any) || hasTokenAccess(principal, 'viewToken', any);
}

function summaryOf(tokens: readonly AccessToken[], nowMs: number): TokensOfMember {
  const usedWithin = (days: number) =>
    tokens.filter(({ lastUse }) => lastUse !== null && lastUse.at > nowMs - days * DAY_MS).length;
  return {
    count: tokens.length,
    usedLastDay: usedWithin(1),
    usedLastWeek: usedWithin(7),
    usedLastMonth: usedWithin(30),
    lastUsedAt: tokens[0]?.lastUse?.at ?? null,
    latest: tokens.slice(0, NAMED_TOKENS),
  };
}
