import type { Deployment } from '../deployment/deployment.ts';
import { versionsOf } from '../roles/held-roles.ts';
import {
  NEWEST_FIRST,
  type TokenCondition,
  type TokenFilter,
  type TokenLists,
} from '../storage/token-list-store.ts';
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

const ACTIVE: TokenCondition = { statuses: ['active'] };
const ACTIVE_KINDS = ['active', 'expiring', 'unused', 'old'] as const satisfies readonly HealthKind[];

/** What a token has to be in order to be counted. A list with the same conditions shows the tokens behind a count. */
export function healthConditions(kind: HealthKind, nowMs: number): readonly TokenCondition[] {
  if (kind !== 'calledAfterEnd') return [ACTIVE, ...ofActive(kind, nowMs)];
  return [{ calledAfterEndSinceMs: nowMs - CALLED_AFTER_END_DAYS * DAY_MS }];
}

/** What an active token has to be besides. */
function ofActive(kind: (typeof ACTIVE_KINDS)[number], nowMs: number): readonly TokenCondition[] {
  switch (kind) {
    case 'active':
      return [];
    case 'expiring':
      return [{ endsBeforeMs: nowMs + EXPIRING_DAYS * DAY_MS }];
    case 'unused':
      return [{ unusedSinceMs: nowMs - UNUSED_DAYS * DAY_MS }];
    case 'old':
      return [{ createdBeforeMs: nowMs - OLD_DAYS * DAY_MS }];
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
    const counts =
      visible === undefined
        ? await countOneByOne(deployment, principal, showAll, countedAt)
        : await countTokenHealth(deployment.store.reads.tokens, accountId, visible, countedAt);
    return { counts, countedAt };
  });
}

/** The active ones are counted in one go. */
export async function countTokenHealth(
  tokens: TokenLists,
  accountId: string,
  visible: TokenFilter,
  nowMs: number,
): Promise<TokenHealth['counts']> {
  const query = (conditions: readonly TokenCondition[]) => ({ visible, conditions, nowMs });
  const each = ACTIVE_KINDS.map((kind) => ofActive(kind, nowMs));
  const [[active = 0, expiring = 0, unused = 0, old = 0], calledAfterEnd] = await Promise.all([
    tokens.countEach(accountId, query([ACTIVE]), each),
    tokens.countTokens(accountId, query(healthConditions('calledAfterEnd', nowMs))),
  ]);
  return { active, expiring, unused, old, calledAfterEnd };
}

async function countOneByOne(
  deployment: Deployment,
  principal: Principal,
  showAll: boolean,
  nowMs: number,
): Promise<TokenHealth['counts']> {
  const counts = { active: 0, expiring: 0, unused: 0, old: 0, calledAfterEnd: 0 };
  for (const kind of HEALTH_KINDS) {
    const conditions = healthConditions(kind, nowMs);
    counts[kind] = await countVisibleTokens(deployment, principal, { showAll, conditions }, NEWEST_FIRST);
  }
  return counts;
}

/** The same for as long as the same rights decide what may be seen. */
function rightsKey(principal: Principal): readonly unknown[] {
  const { authKind, member, held } = principal;
  const caller = authKind === 'token' ? [principal.token.id, principal.token.version] : [];
  return [authKind, ...caller, member.id, member.version, versionsOf(held)];
}
