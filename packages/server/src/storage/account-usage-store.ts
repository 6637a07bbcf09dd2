import type { DayOutcomes } from '../tokens/token-usage.ts';
import type { TokenFilter } from './token-list-store.ts';

export interface AccountUsageReads {
  /**
   * What became of the calls with all of these tokens together, deleted ones among them, on each day with a call from this one
   * on, the oldest first.
   */
  sumOutcomes(accountId: string, visible: TokenFilter, firstDay: number): Promise<readonly DayOutcomes[]>;
  /** Whether all calls since that day are known to be in those sums: nodes of an earlier version do not say so. */
  isSummedSince(firstDay: number): Promise<boolean>;
  /** The same as `sumOutcomes`, from what is kept of each token: right whichever node wrote it, and slow for many tokens. */
  sumOutcomesOfTokens(
    accountId: string,
    visible: TokenFilter,
    firstDay: number,
  ): Promise<readonly DayOutcomes[]>;
}
