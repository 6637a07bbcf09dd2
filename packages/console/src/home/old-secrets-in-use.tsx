import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { keyward } from '../app/keyward.ts';
import { useNow } from '../app/use-now.ts';
import { Problem } from '../controls/problem.tsx';
import { PreviousSecrets } from '../token/previous-secrets.tsx';
import { tokenTitle } from '../tokens/token-words.ts';

const LOOKED_AT = 100;

/** Resets that are under way: the old secret lives on, and here it can be ended. Of the tokens changed last. */
export function OldSecretsInUse() {
  const now = useNow();
  const query = {
    showAll: true,
    status: 'active',
    limit: LOOKED_AT,
    sort: '-lastModified' as const,
    include: 'access',
  };
  const { data, error, refetch } = useQuery({
    queryKey: ['tokens', 'list', query],
    queryFn: ({ signal }) => keyward.tokens.list(query, { signal }).firstPage(),
  });
  const tokens =
    data?.items.filter((token) => token.previousSecrets.some(({ expiry }) => expiry > now)) ?? [];
  if (tokens.length === 0 && !error) return null;
  return (
    <section className="home-section">
      <h2>Resets under way</h2>
      {error && <Problem title="Couldn't load the resets under way" error={error} onRetry={refetch} />}
      {tokens.map((token) => (
        <div key={token._id} className="under-way card">
          <Link to={`/tokens/${token._id}`}>{tokenTitle(token)}</Link>
          <PreviousSecrets token={token} />
        </div>
      ))}
    </section>
  );
}
