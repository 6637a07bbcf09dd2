import { Failure } from '../../failure.ts';
import type { BudgetState } from './call-budget.ts';

/** The refusal of a call that came after the budget of its window was spent. */
export function exceeded({ msBeforeNext }: BudgetState, message: string): Failure {
  const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  return new Failure('rate_limited', message, {
    retryAfterSeconds,
    hint: `wait ${retryAfterSeconds} s, as \`Retry-After\` says`,
  });
}
