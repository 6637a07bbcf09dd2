import { Failure } from '../../failure.ts';
import type { BudgetState } from './call-budget.ts';

/** The refusal of a call that came after what it may have was spent. */
export function exceeded({ msBeforeNext }: Pick<BudgetState, 'msBeforeNext'>, message: string): Failure {
  const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  return new Failure('rate_limited', message, {
    retryAfterSeconds,
    hint: `wait ${retryAfterSeconds} s, as \`Retry-After\` says`,
  });
}
