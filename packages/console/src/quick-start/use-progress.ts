import type { TokenUse } from '@keyward/sdk';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { keyward, type Statement, type Token } from '../app/keyward.ts';
import { ownMemberQuery } from '../app/queries.ts';
import { followUses } from '../secret/follow-uses.ts';
import { isCommandLineSeen, noteCommandLine } from './command-line-seen.ts';

export interface Progress {
  /** The newest personal token that whoever looks made themselves; undefined: there is none, or nothing is known yet. */
  readonly token: Token | undefined;
  /** Where it comes from, and whether that could be read. */
  readonly tokens: UseQueryResult;
  readonly resets: UseQueryResult;
  readonly use: Pick<Token, 'lastUsed' | 'lastUsedAddress' | 'lastUsedAgent'> | undefined;
  readonly isCommandLineUsed: boolean;
  readonly isRotated: boolean;
}

/** How the service names the tokens of `keyward login`. */
const MADE_BY_LOGIN = 'Command line on ';

const RESETS: Statement[] = [
  { effect: 'allow', resources: ['member/*:token/*', 'service-token/*'], actions: ['resetAccessToken'] },
];

/** What has really happened: a token, its uses as they come, and resets that the audit log knows. */
export function useProgress(): Progress {
  const { data: me } = useQuery(ownMemberQuery);
  const tokens = useQuery({
    queryKey: ['tokens', 'list', 'quick-start'],
    queryFn: ({ signal }) =>
      keyward.tokens.list({ owner: 'me', sort: '-creationDate', limit: 10 }, { signal }).firstPage(),
    // Whoever comes back from a terminal may have made one there.
    staleTime: 0,
  });
  const resets = useQuery({
    queryKey: ['activity', 'resets', me?._id],
    queryFn: ({ signal }) =>
      keyward.auditLog.search(RESETS, { actor: me?._id ?? '', limit: '1' }, { signal }).firstPage(),
    enabled: me !== undefined,
  });
  const items = tokens.data?.items ?? [];
  const token = items.find(({ name }) => !name.startsWith(MADE_BY_LOGIN));
  const live = useLiveUses(items[0]?._id);
  const use = (token && live.get(token._id)) ?? (token && token.lastUsed > 0 ? token : undefined);
  const isCommandLine = [...live.values(), ...items].some((each) =>
    each.lastUsedAgent?.startsWith('keyward-cli/'),
  );
  useEffect(() => {
    if (isCommandLine && me !== undefined) noteCommandLine(me._id);
  }, [isCommandLine, me]);
  const isRotated = (resets.data?.items.length ?? 0) > 0 || (token?.previousSecrets?.length ?? 0) > 0;
  return {
    token,
    tokens,
    resets,
    use,
    isCommandLineUsed: isCommandLine || (me !== undefined && isCommandLineSeen(me._id)),
    isRotated,
  };
}

/** The last use that a stream told of, of each token that was followed on this page. */
function useLiveUses(tokenId: string | undefined): ReadonlyMap<string, TokenUse> {
  const [uses, setUses] = useState<ReadonlyMap<string, TokenUse>>(new Map());
  useEffect(() => {
    if (tokenId === undefined) return undefined;
    const leaving = new AbortController();
    const follow = async () => {
      for await (const use of followUses(tokenId, leaving.signal))
        if (use.lastUsed > 0) setUses((before) => new Map(before).set(tokenId, use));
    };
    // What cannot be followed is shown as it was when the page was opened.
    follow().catch(() => undefined);
    return () => leaving.abort();
  }, [tokenId]);
  return uses;
}
