import type { TokenUse } from '@keyward/sdk';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { keyward, type Statement, type Token } from '../app/keyward.ts';
import { ownMemberQuery } from '../app/queries.ts';
import { followUses } from '../secret/follow-uses.ts';
import { isCommandLineSeen, noteCommandLine } from './command-line-seen.ts';

export interface Progress {
  /** The newest personal token of whoever looks; undefined: there is none, or nothing is known yet. */
  readonly token: Token | undefined;
  readonly isLoaded: boolean;
  readonly error: Error | null;
  readonly use: Pick<Token, 'lastUsed' | 'lastUsedAddress' | 'lastUsedAgent'> | undefined;
  readonly isCommandLineUsed: boolean;
  readonly isRotated: boolean;
}

const RESETS: Statement[] = [
  { effect: 'allow', resources: ['member/*:token/*', 'service-token/*'], actions: ['resetAccessToken'] },
];

/** What has really happened: a token, its uses as they come, and resets that the audit log knows. */
export function useProgress(): Progress {
  const { data: me } = useQuery(ownMemberQuery);
  const tokens = useQuery({
    queryKey: ['tokens', 'list', 'quick-start'],
    queryFn: ({ signal }) =>
      keyward.tokens.list({ owner: 'me', sort: '-creationDate', limit: 1 }, { signal }).firstPage(),
  });
  const resets = useQuery({
    queryKey: ['activity', 'resets', me?._id],
    queryFn: ({ signal }) =>
      keyward.auditLog.search(RESETS, { actor: me?._id ?? '', limit: '1' }, { signal }).firstPage(),
    enabled: me !== undefined,
  });
  const token = tokens.data?.items[0];
  const live = useLiveUse(token?._id);
  const use = live ?? (token && token.lastUsed > 0 ? token : undefined);
  const isCommandLine = use?.lastUsedAgent?.startsWith('keyward-cli/') === true;
  useEffect(() => {
    if (isCommandLine && me !== undefined) noteCommandLine(me._id);
  }, [isCommandLine, me]);
  const isRotated = (resets.data?.items.length ?? 0) > 0 || (token?.previousSecrets?.length ?? 0) > 0;
  return {
    token,
    isLoaded: tokens.data !== undefined,
    error: tokens.error,
    use,
    isCommandLineUsed: isCommandLine || (me !== undefined && isCommandLineSeen(me._id)),
    isRotated,
  };
}

/** The last use that the stream told of. */
function useLiveUse(tokenId: string | undefined): TokenUse | undefined {
  const [use, setUse] = useState<TokenUse>();
  useEffect(() => {
    if (tokenId === undefined) return undefined;
    const leaving = new AbortController();
    const follow = async () => {
      for await (const each of followUses(tokenId, leaving.signal)) if (each.lastUsed > 0) setUse(each);
    };
    // What cannot be followed is shown as it was when the page was opened.
    follow().catch(() => undefined);
    return () => leaving.abort();
  }, [tokenId]);
  return use;
}
