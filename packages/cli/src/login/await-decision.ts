import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from '../client/refusal.ts';

interface Codes {
  readonly deviceCode: string;
  readonly expiresIn: number;
  readonly interval: number;
}

interface MadeToken {
  readonly _id: string;
  readonly token: string;
  readonly name?: string;
}

type Answer = MadeToken | { readonly status: 'pending'; readonly interval: number };

/** What a `KeywardError` of the SDK says of itself. */
interface CallFailure {
  readonly code?: string;
  readonly status?: number;
  readonly retryAfterMs?: number;
}

export interface Pace {
  readonly wait: (milliseconds: number) => Promise<unknown>;
  readonly nowMs: () => number;
}

const MS_PER_SECOND = 1000;
const REAL_PACE: Pace = { wait: (milliseconds) => sleep(milliseconds), nowMs: () => performance.now() };

/** By how much to ask less often once told to slow down (RFC 8628 section 3.5). */
const SLOW_DOWN_MS = 5_000;
const UNREACHABLE = ['network_failure', 'timed_out'];

/**
 * Asks whether somebody has decided until they have, never more often than the service wants, and goes on when it cannot be
 * reached for a while.
 *
 * @throws Refusal when nobody decides in time, and what `redeem` throws when it was denied
 */
export async function awaitDecision(
  { deviceCode, expiresIn, interval }: Codes,
  redeem: (deviceCode: string) => Promise<Answer | undefined>,
  { wait, nowMs }: Pace = REAL_PACE,
): Promise<MadeToken> {
  const endMs = nowMs() + expiresIn * MS_PER_SECOND;
  for (let waitMs = interval * MS_PER_SECOND; ; ) {
    await wait(waitMs);
    if (nowMs() >= endMs) {
      throw new Refusal('not_signed_in', 'nobody approved the code in time', 'run `keyward login` again');
    }
    try {
      const answer = await redeem(deviceCode);
      if (answer !== undefined && 'token' in answer) return answer;
    } catch (error) {
      const { code = '', status = 0, retryAfterMs = 0 } = error as CallFailure;
      if (status === 429) waitMs = Math.max(waitMs + SLOW_DOWN_MS, retryAfterMs);
      else if (!UNREACHABLE.includes(code) && status < 500) throw error;
    }
  }
}
