import type { TokenUse } from '@keyward/sdk';
import { useEffect, useState } from 'react';
import { keyward } from '../app/keyward.ts';
import { clockText } from '../app/times.ts';
import { CheckIcon } from '../controls/icons.tsx';

const PAUSE_MS = 2_000;

/** Waits for the first request with the new secret, and says when it came. */
export function FirstRequest({ tokenId, since }: { readonly tokenId: string; readonly since: number }) {
  const [use, setUse] = useState<TokenUse>();
  useEffect(() => {
    const ending = new AbortController();
    void firstUse(tokenId, since, ending.signal).then((found) => found && setUse(found));
    return () => ending.abort();
  }, [tokenId, since]);
  return (
    <p className="first-request" data-received={use !== undefined} role="status">
      {use ? (
        <>
          <CheckIcon /> Received {clockText(use.lastUsed)} from {use.lastUsedAddress}
          {use.lastUsedAgent && `, ${use.lastUsedAgent}`}
        </>
      ) : (
        'Waiting for the first request. Run the command above and this line turns green.'
      )}
    </p>
  );
}

/** A stream ends after a while, or breaks: then the next one is opened, until somebody stops waiting. */
async function firstUse(tokenId: string, since: number, signal: AbortSignal): Promise<TokenUse | undefined> {
  while (!signal.aborted) {
    try {
      for await (const use of keyward.tokens.uses(tokenId, { signal })) {
        if (use.lastUsed >= since && !use.superseded) return use;
      }
    } catch {
      // Whatever it was, the next attempt finds out whether it passed.
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return undefined;
}
