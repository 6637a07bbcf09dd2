import type { Deployment } from '../deployment/deployment.ts';
import { versionsOf } from '../roles/held-roles.ts';
import {
  NEWEST_FIRST,
  type TokenCondition,
  type TokenFilter,
  type TokenLists,
} from '../storage/token-list-store.ts';
import type { Principal } from '../verification/principal.ts';
import {
  ACTIVE,
  ACTIVE_KINDS,
  HEALTH_KINDS,
  type HealthKind,
  healthConditions,
  ofActive,
} from './health-kinds.ts';
import { countVisibleTokens } from './list-tokens.ts';
import { uniformlyVisible } from './visible-tokens.ts';

export interface TokenHealth {
  readonly counts: Readonly<Record<HealthKind, number>>;
  /** The time at which they were counted. */
  readonly countedAt: number;
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
export function rightsKey(principal: Principal): readonly unknown[] {
  const { authKind, member, held } = principal;
  const caller = authKind === 'token' ? [principal.token.id, principal.token.version] : [];
  return [authKind, ...caller, member.id, member.version, versionsOf(held)];
}
