import { KeywardError, type TokenUse } from '@keyward/sdk';
import { useQuery } from '@tanstack/react-query';
import { keyward } from '../app/keyward.ts';
import { clockText } from '../app/times.ts';
import { CheckIcon } from '../controls/icons.tsx';

const PAUSE_MS = 2_000;
/** Waiting longer changes none of these. */
const FINAL_STATUSES: readonly (number | undefined)[] = [401, 403, 404];

/** Waits for the first request with the new secret, and says when it came. Where the session has ended, the page goes. */
export function FirstRequest({ tokenId, since }: { readonly tokenId: string; readonly since: number }) {
  const { data: use, isError } = useQuery({
    queryKey: ['first-request', tokenId, since],
    queryFn: ({ signal }) => firstUse(tokenId, since, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <p className="first-request" data-received={use !== undefined} role="status">
      {use ? (
        <>
          <CheckIcon /> Received {clockText(use.lastUsed)} from {use.lastUsedAddress}
          {use.lastUsedAgent && `, ${use.lastUsedAgent}`}
        </>
      ) : isError ? (
        'The first request cannot be shown here.'
      ) : (
        'Waiting for the first request. Run the command above and this line turns green.'
      )}
    </p>
  );
}

/**
 * A stream ends after a while, or breaks: then the next one is opened, until somebody stops waiting. Nobody waits before a
 * page that is hidden.
 *
 * @throws KeywardError when another attempt would be refused as well
 */
async function firstUse(tokenId: string, since: number, signal: AbortSignal): Promise<TokenUse> {
  for (;;) {
    await shown(signal);
    try {
      for await (const use of keyward.tokens.uses(tokenId, { signal })) {
        if (use.lastUsed >= since && !use.superseded) return use;
      }
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
