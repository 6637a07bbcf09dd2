import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { keyward, type Token } from '../app/keyward.ts';
import { healthQuery } from '../app/queries.ts';
import { AuditList } from '../audit/audit-list.tsx';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { type Question, TokenQuestion } from '../end-token/token-question.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { Attention } from './attention.tsx';
import { OldSecretsInUse } from './old-secrets-in-use.tsx';
import { OrganizationUsage } from './organization-usage.tsx';

const ENTRIES = 10;

/** What needs somebody, each with the act at hand, and what happened last. */
export function HomePage() {
  const health = useQuery(healthQuery);
  const [question, setQuestion] = useState<Question>();
  const ask = (what: Question['what'], token: Token) => setQuestion({ what, token });
  const { data } = health;
  const isQuiet = data && data.expiring + data.unused + data.old + data.calledAfterEnd === 0;
  return (
    <>
      <PageTitle title="Home" />
      {health.isError && (
        <Problem
          title="Couldn't load what needs attention"
          error={health.error}
          onRetry={() => health.refetch()}
        />
      )}
      {health.isPending && <Loading />}
      {isQuiet && (
        <section className="card quiet">
          <h2>Nothing needs you</h2>
          <p className="faint">No token is about to end, forgotten, or called after its end.</p>
          <Link to="/tokens">See all access tokens</Link>
        </section>
      )}
      {data && !isQuiet && (
        <div className="attention-list">
          <Attention
            kind="calledAfterEnd"
            count={data.calledAfterEnd}
            title="Ended, and still called"
            why="Somebody uses a secret that has ended: a client was forgotten, or the secret leaked."
            onAsk={ask}
          />
          <Attention
            kind="expiring"
            count={data.expiring}
            title="Expire within 7 days"
            why="Whoever uses them gets 401 Unauthorized then."
            onAsk={ask}
          />
          <Attention
            kind="old"
            count={data.old}
            title="Older than 180 days"
            why="A secret that is replaced regularly is worth less to whoever finds it."
            onAsk={ask}
          />
          <Attention
            kind="unused"
            count={data.unused}
            title="Unused for 90 days"
            why="What nobody needs should not work."
            onAsk={ask}
          />
        </div>
      )}
      <OldSecretsInUse />
      <OrganizationUsage />
      <RecentActivity />
      {question && <TokenQuestion question={question} onClose={() => setQuestion(undefined)} />}
    </>
  );
}

function RecentActivity() {
  const { data, error, refetch } = useQuery({
    queryKey: ['activity', 'all'],
    queryFn: ({ signal }) => keyward.auditLog.list({ limit: ENTRIES }, { signal }).firstPage(),
  });
  return (
    <section className="home-section">
      <h2>Lately</h2>
      {error && <Problem title="Couldn't load the audit log" error={error} onRetry={refetch} />}
      {!data && !error && <Loading />}
      {data?.items.length === 0 && <p className="faint">Nothing that you may see.</p>}
      {data && data.items.length > 0 && (
        <div className="card">
          <AuditList entries={data.items} />
        </div>
      )}
    </section>
  );
}
