import { useQuery } from '@tanstack/react-query';
import { Chip } from '../controls/chip.tsx';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { Prose } from '../controls/prose.tsx';
import { type AccessRequest, explainQuery, type RightsOf } from './rights-queries.ts';

const MISSES = 3;

/** Why a request is allowed or denied, what came near, and the smallest change that would allow it. */
export function Why({ of, request }: { readonly of: RightsOf; readonly request: AccessRequest }) {
  const { data, error, refetch } = useQuery(explainQuery(of, request));
  if (error) return <Problem title="Couldn't explain it" error={error} onRetry={refetch} />;
  if (!data) return <Loading />;
  const { allowed, sentence, nearMisses, smallestChange } = data;
  return (
    <div className="why-words">
      <p>
        <Chip tone={allowed ? 'ok' : 'danger'}>{allowed ? 'Allowed' : 'Denied'}</Chip>{' '}
        <span className="meta">
          for example on <code>{request.resource}</code>
        </span>
      </p>
      <p>
        <Prose text={sentence} />
      </p>
      {nearMisses.slice(0, MISSES).map((miss) => (
        <p key={miss.sentence} className="faint">
          <Prose text={miss.sentence} />
        </p>
      ))}
      {smallestChange && (
        <p className="faint">
          <Prose text={smallestChange.sentence} />
        </p>
      )}
    </div>
  );
}
