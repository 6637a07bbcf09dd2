import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { keyward } from '../app/keyward.ts';
import { countText } from '../app/numbers.ts';
import { settingsQuery } from '../app/queries.ts';
import { useTokenPlace } from '../tokens/token-place.ts';
import { readTokenSearch } from '../tokens/token-search.ts';

/** How many service tokens there are, and how many there may be. */
export function ServiceCount() {
  const { base } = useTokenPlace();
  const { data: settings } = useQuery(settingsQuery);
  const query = { type: 'service', status: 'active', limit: 1 } as const;
  const { data } = useQuery({
    queryKey: ['tokens', 'list', query],
    queryFn: ({ signal }) => keyward.tokens.list(query, { signal }).firstPage(),
  });
  if (!data || !settings) return null;
  const { serviceTokenLimit: limit } = settings;
  const isFull = data.totalCount >= limit;
  return (
    <p className={isFull ? 'warning' : 'help'} role="status">
      {countText(data.totalCount)} of {countText(limit)} service tokens used.
      {isFull && (
        <>
          {' Delete one that is no longer used before you make another. '}
          <Link to={base} search={readTokenSearch({ health: 'unused', type: 'service' })}>
            Show those unused for 90 days
          </Link>
        </>
      )}
    </p>
  );
}
