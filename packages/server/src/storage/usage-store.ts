import type { DayOutcomes } from '../tokens/token-usage.ts';
import type { MemberSeen } from './member-store.ts';
import type { EndedUse, SecretUse } from './token-store.ts';

/** How the calls with a token fared that were not written yet, each day once. */
export interface TokenOutcomes {
  readonly accountId: string;
  readonly tokenId: string;
  readonly days: readonly DayOutcomes[];
}

/** Names what is written at once, so that it is written once: who sends it again need not know whether it arrived. */
export interface UseBatch {
  /** Whoever gathered it, new with each start of a process. */
  readonly recorderId: string;
  /** Greater than that of every batch before. */
  readonly number: number;
  readonly at: number;
}

/** What is noted of calls, at most once for each secret, member and token. */
export interface Uses {
  readonly batch: UseBatch;
  readonly secrets: readonly SecretUse[];
  readonly members: readonly MemberSeen[];
  readonly endedSecrets: readonly EndedUse[];
  readonly outcomes: readonly TokenOutcomes[];
}
