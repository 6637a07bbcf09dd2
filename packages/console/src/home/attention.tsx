import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { keyward, type Token } from '../app/keyward.ts';
import { countText } from '../app/numbers.ts';
import { Button } from '../controls/button.tsx';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { Time } from '../controls/time.tsx';
import type { Question } from '../end-token/token-question.tsx';
import { displayName } from '../shell/display-name.ts';
import { ExpiryWords } from '../tokens/token-cells.tsx';
import { reasonAgainst } from '../tokens/token-rights.ts';
import type { HealthKind } from '../tokens/token-search.ts';
import { tokenTitle } from '../tokens/token-words.ts';

const SHOWN = 3;

interface AttentionProps {
  readonly kind: HealthKind;
  readonly count: number;
  readonly title: string;
  readonly why: string;
  readonly onAsk: (what: Question['what'], token: Token) => void;
}

/** One reason to look, with the first few tokens and the act that helps. */
export function Attention({ kind, count, title, why, onAsk }: AttentionProps) {
  const query = {
    showAll: true,
    health: kind,
    limit: SHOWN,
    cursor: '',
    include: 'access',
    sort: kind === 'expiring' ? ('expiry' as const) : ('lastUsed' as const),
  };
  const { data, error, refetch } = useQuery({
    queryKey: ['tokens', 'list', query],
    queryFn: ({ signal }) => keyward.tokens.list(query, { signal }).firstPage(),
    enabled: count > 0,
  });
  if (count === 0) return null;
  return (
    <section className={`attention attention-${kind}`} aria-label={title}>
      <header>
        <span className="attention-count">{countText(count)}</span>
        <div>
          <h2>{title}</h2>
          <p className="faint">{why}</p>
        </div>
        <Link to="/tokens" search={{ health: kind }}>
          See all
        </Link>
      </header>
      {error && <Problem title="Couldn't load these tokens" error={error} onRetry={refetch} />}
      {!data && !error && <Loading />}
      <ul>
        {data?.items.map((token) => (
          <li key={token._id}>
            <div className="attention-name">
              <Link to={`/tokens/${token._id}`} search={{ health: kind }}>
                {tokenTitle(token)}
              </Link>
              <span className="meta">{token.serviceToken ? 'Service' : displayName(token._member)}</span>
            </div>
            <span className="meta">
              {kind === 'expiring' || token.status === 'expired' ? (
                <ExpiryWords token={token} />
              ) : token.lastUsed === 0 ? (
                'Never used'
              ) : (
                <>
                  used <Time at={token.lastUsed} />
                </>
              )}
            </span>
            <Act kind={kind} token={token} onAsk={onAsk} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Act({ kind, token, onAsk }: Pick<AttentionProps, 'kind' | 'onAsk'> & { readonly token: Token }) {
  const navigate = useNavigate();
  const search = { health: kind };
  if (kind === 'expiring') {
    return (
      <Button reason={reasonAgainst(token, 'updateAccessTokenExpiry')} onClick={() => onAsk('expiry', token)}>
        Change expiry
      </Button>
    );
  }
  if (kind === 'old') {
    return (
      <Button
        reason={reasonAgainst(token, 'resetAccessToken')}
        onClick={() => navigate({ to: `/tokens/${token._id}/reset`, search })}
      >
        Reset token
      </Button>
    );
  }
  if (kind === 'unused') {
    return (
      <Button
        reason={reasonAgainst(token, 'updateAccessTokenStatus')}
        onClick={() => onAsk('disable', token)}
      >
        Disable
      </Button>
    );
  }
  return (
    <Button onClick={() => navigate({ to: `/tokens/${token._id}`, search, hash: 'activity' })}>
      View activity
    </Button>
  );
}
