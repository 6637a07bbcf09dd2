import type { Deployment } from '../deployment/deployment.ts';
import { versionsOf } from '../roles/held-roles.ts';
import { NEWEST_FIRST, type TokenCondition } from '../storage/token-list-store.ts';
import type { Principal } from '../verification/principal.ts';
import { countVisibleTokens } from './list-tokens.ts';
import { uniformlyVisible } from './visible-tokens.ts';

const DAY_MS = 86_400_000;
export const EXPIRING_DAYS = 7;
export const UNUSED_DAYS = 90;
export const OLD_DAYS = 180;
export const CALLED_AFTER_END_DAYS = 7;

/** What people look after: tokens that work, those of them that need a look, and those that ended and are still called. */
export const HEALTH_KINDS = ['active', 'expiring', 'unused', 'old', 'calledAfterEnd'] as const;
export type HealthKind = (typeof HEALTH_KINDS)[number];

export interface TokenHealth {
  readonly counts: Readonly<Record<HealthKind, number>>;
  /** The time at which they were counted. */
  readonly countedAt: number;
}

/** What a token has to be in order to be counted. A list with the same conditions shows the tokens behind a count. */
export function healthConditions(kind: HealthKind, nowMs: number): readonly TokenCondition[] {
  const active: TokenCondition = { statuses: ['active'] };
  switch (kind) {
    case 'active':
      return [active];
    case 'expiring':
      return [active, { endsBeforeMs: nowMs + EXPIRING_DAYS * DAY_MS }];
    case 'unused':
      return [active, { unusedSinceMs: nowMs - UNUSED_DAYS * DAY_MS }];
    case 'old':
      return [active, { createdBeforeMs: nowMs - OLD_DAYS * DAY_MS }];
    case 'calledAfterEnd':
      return [{ calledAfterEndSinceMs: nowMs - CALLED_AFTER_END_DAYS * DAY_MS }];
  }
}

/** How many of the tokens that the principal may see are of each kind. At most 10 seconds old. */
export function getTokenHealth(
  deployment: Deployment,
  principal: Principal,
  showAll: boolean,
): Promise<TokenHealth> {
  const visible = uniformlyVisible(principal, showAll);
  const { accountId } = principal;
  const key = JSON.stringify([accountId, showAll, visible ?? rightsKey(principal)]);
  return deployment.tokenHealth.of(key, async () => {
    const countedAt = deployment.clock.now();
    const each = HEALTH_KINDS.map((kind) => healthConditions(kind, countedAt));
    const counts =
      visible === undefined
        ? await countOneByOne(deployment, principal, showAll, each)
        : await deployment.store.reads.tokens.countEach(
            accountId,
            { visible, conditions: [], nowMs: countedAt },
            each,
          );
    const named = HEALTH_KINDS.map((kind, index) => [kind, counts[index] ?? 0]);
    return { counts: Object.fromEntries(named) as TokenHealth['counts'], countedAt };
  });
}

async function countOneByOne(
  deployment: Deployment,
  principal: Principal,
  showAll: boolean,
  each: readonly (readonly TokenCondition[])[],
): Promise<readonly number[]> {
  const counts: number[] = [];
  for (const conditions of each) {
    counts.push(await countVisibleTokens(deployment, principal, { showAll, conditions }, NEWEST_FIRST));
  }
  return counts;
}

/** The same for as long as the same rights decide what may be seen. */
function rightsKey(principal: Principal): readonly unknown[] {
  const { authKind, member, held } = principal;
  const caller = authKind === 'token' ? [principal.token.id, principal.token.version] : [];
  return [authKind, ...caller, member.id, member.version, versionsOf(held)];
}
