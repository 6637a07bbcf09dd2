import type { TokenCondition } from '../storage/token-list-store.ts';

const DAY_MS = 86_400_000;
export const EXPIRING_DAYS = 7;
export const UNUSED_DAYS = 90;
export const OLD_DAYS = 180;
export const CALLED_AFTER_END_DAYS = 7;

/** What people look after: tokens that work, those of them that need a look, and those that ended and are still called. */
export const HEALTH_KINDS = ['active', 'expiring', 'unused', 'old', 'calledAfterEnd'] as const;
export type HealthKind = (typeof HEALTH_KINDS)[number];

export const ACTIVE: TokenCondition = { statuses: ['active'] };
export const ACTIVE_KINDS = ['active', 'expiring', 'unused', 'old'] as const satisfies readonly HealthKind[];

/** What a token has to be in order to be counted. A list with the same conditions shows the tokens behind a count. */
export function healthConditions(kind: HealthKind, nowMs: number): readonly TokenCondition[] {
  if (kind !== 'calledAfterEnd') return [ACTIVE, ...ofActive(kind, nowMs)];
  return [{ calledAfterEndSinceMs: nowMs - CALLED_AFTER_END_DAYS * DAY_MS }];
}

/** What an active token has to be besides. */
export function ofActive(kind: (typeof ACTIVE_KINDS)[number], nowMs: number): readonly TokenCondition[] {
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
