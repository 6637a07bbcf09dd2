import { useQuery } from '@tanstack/react-query';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { DecisionAnswer } from '../decision/decision-answer.tsx';
import { type AccessRequest, explainQuery, type RightsOf } from '../decision/explain-query.ts';

/** Why an action is allowed or denied to somebody, by an example. */
export function Why({ of, request }: { readonly of: RightsOf; readonly request: AccessRequest }) {
  const { data, error, refetch } = useQuery(explainQuery(of, request));
  if (error) return <Problem title="Couldn't explain it" error={error} onRetry={refetch} />;
  return data ? <DecisionAnswer answer={data} isExample /> : <Loading />;
}
