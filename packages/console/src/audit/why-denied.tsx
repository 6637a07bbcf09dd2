import { KeywardError } from '@keyward/sdk';
import { useQuery } from '@tanstack/react-query';
import type { AuditEntry } from '../app/keyward.ts';
import { Problem } from '../controls/problem.tsx';
import { DecisionAnswer } from '../decision/decision-answer.tsx';
import { explainQuery } from '../decision/explain-query.ts';

export type Refusal = NonNullable<AuditEntry['refusals']>[number];

interface WhyDeniedProps {
  readonly entry: AuditEntry;
  readonly refusal: Refusal;
}

/** Why a call was refused, by the rights that its token or member has now. */
export function WhyDenied({
  entry: { token, member },
  refusal: { action, resource, requestId },
}: WhyDeniedProps) {
  const who = token ? { tokenId: token._id } : member && { memberId: member._id };
  const { data, error, refetch } = useQuery(explainQuery(who, { action, resource }));
  if (who === undefined) return null;
  return (
    <section className="why" aria-label="Why it was denied" role="status">
      <h3>
        Why <code>{requestId}</code> was denied
      </h3>
      {data && <DecisionAnswer answer={data} />}
      {data?.allowed && (
        <p className="help">
          Its rights allow it now: they were changed since, or it was refused for another reason.
        </p>
      )}
      {data && !data.allowed && <p className="help">By the rights as they are now.</p>}
      {error && <WhyNot error={error} onRetry={refetch} />}
    </section>
  );
}

function WhyNot({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  const status = error instanceof KeywardError ? error.status : undefined;
  if (status === 404) return <p>The token or member is gone, so its rights cannot be looked at.</p>;
  if (status === 400) return <p>The refusal names no resource that a policy speaks of.</p>;
  return <Problem title="It could not be found out" error={error} onRetry={onRetry} />;
}
