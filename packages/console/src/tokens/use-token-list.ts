import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { keyward, type Token } from '../app/keyward.ts';
import { type TokenSearch, tokenQueryOf } from './token-search.ts';

/** As many of each kind stand first. The health strip leads to all of them. */
const FIRST_OF_A_KIND = 5;

/** A page of the list; where nothing else was asked for, the tokens that need a look stand first. */
export function useTokenList(search: TokenSearch) {
  const query = tokenQueryOf(search);
  const hasAttentionFirst = isAttentionFirst(search);
  const list = useQuery({
    queryKey: ['tokens', 'list', query, hasAttentionFirst],
    queryFn: async ({ signal }) => {
      const [page, first] = await Promise.all([
        keyward.tokens.list(query, { signal }).firstPage(),
        hasAttentionFirst ? tokensInNeed(search, signal) : [],
      ]);
      const ids = new Set(first.map(({ _id }) => _id));
      return { ...page, first, rest: page.items.filter(({ _id }) => !ids.has(_id)) };
    },
    placeholderData: keepPreviousData,
  });
  const isEmpty = list.data?.items.length === 0 && !list.isPlaceholderData && !search.health;
  const anyState = { ...tokenQueryOf({ ...search, status: 'all' }), limit: 1 };
  const { data: others } = useQuery({
    queryKey: ['tokens', 'list', anyState],
    queryFn: ({ signal }) => keyward.tokens.list(anyState, { signal }).firstPage(),
    enabled: isEmpty && search.status !== 'all',
  });
  return { ...list, others: isEmpty ? others?.totalCount : undefined };
}

/** The order of a list that nobody searches, sorts or turns the pages of. */
export function isAttentionFirst({ q, status, health, sort, cursor }: TokenSearch): boolean {
  return [q, status, health, sort, cursor].every((value) => value === undefined);
}

/** Those that have ended and are still called, then those that end within days, the soonest first. */
async function tokensInNeed(search: TokenSearch, signal: AbortSignal): Promise<readonly Token[]> {
  const kinds = [
    { health: 'calledAfterEnd', sort: '-lastUsed' },
    { health: 'expiring', sort: 'expiry' },
  ] as const;
  const pages = await Promise.all(
    kinds.map((kind) => {
      const query = { ...tokenQueryOf({ ...search, ...kind }), limit: FIRST_OF_A_KIND };
      return keyward.tokens.list(query, { signal }).firstPage();
    }),
  );
  const tokens = pages.flatMap(({ items }) => items);
  return tokens.filter(({ _id }, index) => tokens.findIndex((token) => token._id === _id) === index);
}
