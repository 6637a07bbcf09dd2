import { keepPreviousData, type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { keyward } from '../app/keyward.ts';
import { readTokenSearch, type TokenSearch, tokenQueryOf } from './token-search.ts';

function listQuery(query: ReturnType<typeof tokenQueryOf>) {
  return queryOptions({
    queryKey: ['tokens', 'list', query],
    queryFn: ({ signal }) => keyward.tokens.list(query, { signal }).firstPage(),
  });
}

/** Asks for a page before anything is shown, so that it comes while the page around it is made. */
export function beginTokenList(client: QueryClient, search: Readonly<Record<string, unknown>>): void {
  void client.prefetchQuery(listQuery(tokenQueryOf(readTokenSearch(search))));
}

/** A page of the list. Where it is empty, how many tokens there are in any state. */
export function useTokenList(search: TokenSearch) {
  const list = useQuery({ ...listQuery(tokenQueryOf(search)), placeholderData: keepPreviousData });
  const isEmpty = list.data?.items.length === 0 && !list.isPlaceholderData && !search.health;
  const { data: others } = useQuery({
    ...listQuery({ ...tokenQueryOf({ ...search, status: 'all' }), limit: 1 }),
    enabled: isEmpty && search.status !== 'all',
  });
  return { ...list, others: isEmpty ? others?.totalCount : undefined };
}
