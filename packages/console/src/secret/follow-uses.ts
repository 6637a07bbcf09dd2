import { KeywardError, type TokenUse } from '@keyward/sdk';
import { keyward } from '../app/keyward.ts';

const PAUSE_MS = 2_000;
/** Waiting longer changes none of these. */
const FINAL_STATUSES: readonly (number | undefined)[] = [401, 403, 404];

/**
 * The last use of a token so far, and each later one as it happens. A stream ends after a while, or breaks: then the next one is
 * opened, until somebody stops waiting. Nobody waits before a page that is hidden.
 *
 * @throws KeywardError when another attempt would be refused as well
 */
export async function* followUses(tokenId: string, signal: AbortSignal): AsyncGenerator<TokenUse, never> {
  for (;;) {
    await shown(signal);
    try {
      yield* keyward.tokens.uses(tokenId, { signal });
    } catch (error) {
      // Whatever else it was, the next attempt finds out whether it passed.
      if (error instanceof KeywardError && FINAL_STATUSES.includes(error.status)) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    signal.throwIfAborted();
  }
}

/** Waits until the page can be seen. */
async function shown(signal: AbortSignal): Promise<void> {
  while (document.hidden) {
    await new Promise<void>((resolve) => {
      document.addEventListener('visibilitychange', () => resolve(), { once: true, signal });
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    signal.throwIfAborted();
  }
}
