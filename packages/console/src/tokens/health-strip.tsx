import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { countText } from '../app/numbers.ts';
import { healthQuery } from '../app/queries.ts';
import { Problem } from '../controls/problem.tsx';
import { type HealthKind, readTokenSearch, type TokenSearch } from './token-search.ts';

interface Count {
  readonly kind: HealthKind | 'active';
  readonly label: string;
  readonly tone: 'plain' | 'warn' | 'danger';
}

const COUNTS: readonly Count[] = [
  { kind: 'active', label: 'Active', tone: 'plain' },
  { kind: 'expiring', label: 'Expire within 7 days', tone: 'warn' },
  { kind: 'unused', label: 'Unused for 90 days', tone: 'plain' },
  { kind: 'old', label: 'Older than 180 days', tone: 'warn' },
  { kind: 'calledAfterEnd', label: 'Ended, still called', tone: 'danger' },
];

/** How the tokens fare, in five numbers; each leads to the tokens behind it. */
export function HealthStrip({ base, search }: { readonly base: string; readonly search: TokenSearch }) {
  const { data, error, refetch } = useQuery(healthQuery);
  return (
    <>
      {error && <Problem title="Couldn't count the tokens" error={error} onRetry={refetch} />}
      <nav className="health" aria-label="Token health">
        {COUNTS.map(({ kind, label, tone }) => {
          const count = data?.[kind];
          const isCurrent = kind === 'active' ? Object.keys(search).length === 0 : search.health === kind;
          return (
            <Link
              key={kind}
              to={base}
              search={readTokenSearch(kind === 'active' ? {} : { health: kind })}
              className={`health-item health-${count ? tone : 'plain'}`}
              aria-current={isCurrent ? 'true' : undefined}
              activeOptions={{ exact: true }}
              activeProps={{}}
            >
              <span className="health-count">{count === undefined ? '–' : countText(count)}</span>
              <span className="health-label">{label}</span>
            </Link>
          );
        })}
      </nav>
    </>
  );
}
