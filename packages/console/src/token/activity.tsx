import { useQuery } from '@tanstack/react-query';
import { keyward, type Token } from '../app/keyward.ts';
import { AuditList } from '../audit/audit-list.tsx';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';

const ENTRIES = 20;

/** What was done to this token, newest first. */
export function Activity({ token }: { readonly token: Token }) {
  const spec = token.serviceToken
    ? `service-token/${token._id}`
    : `member/${token.memberId}:token/${token._id}`;
  const { data, error, refetch } = useQuery({
    queryKey: ['activity', spec],
    queryFn: ({ signal }) => keyward.auditLog.list({ spec, limit: ENTRIES }, { signal }).firstPage(),
  });
  if (error) return <Problem title="Couldn't load the activity" error={error} onRetry={refetch} />;
  if (!data) return <Loading />;
  if (data.items.length === 0)
    return <p className="faint">Nothing that you may see was done to this token.</p>;
  return <AuditList entries={data.items} />;
}
