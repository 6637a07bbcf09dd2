import type { TokenUse } from '@keyward/sdk';
import { useQuery } from '@tanstack/react-query';
import { clockText } from '../app/times.ts';
import { CheckIcon } from '../controls/icons.tsx';
import { followUses } from './follow-uses.ts';

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

/** @throws KeywardError when another attempt would be refused as well */
async function firstUse(tokenId: string, since: number, signal: AbortSignal): Promise<TokenUse> {
  for await (const use of followUses(tokenId, signal)) {
    if (use.lastUsed >= since && !use.superseded) return use;
  }
  throw new Error('the uses of a token have no end');
}
