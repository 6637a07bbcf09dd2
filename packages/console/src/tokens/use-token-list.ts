import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { keyward } from '../app/keyward.ts';
import { type TokenSearch, tokenQueryOf } from './token-search.ts';

/** A page of the list. Where it is empty, how many tokens there are in any state. */
export function useTokenList(search: TokenSearch) {
  const query = tokenQueryOf(search);
  const list = useQuery({
    queryKey: ['tokens', 'list', query],
    queryFn: ({ signal }) => keyward.tokens.list(query, { signal }).firstPage(),
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
