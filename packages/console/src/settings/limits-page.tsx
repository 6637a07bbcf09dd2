import { useQuery } from '@tanstack/react-query';
import { ownMemberQuery, settingsQuery } from '../app/queries.ts';
import { Problem } from '../controls/problem.tsx';
import { SkeletonRows } from '../controls/skeleton-rows.tsx';
import { ownReasonsQuery } from '../members/own-reasons.ts';
import { PageTitle } from '../shell/page-title.tsx';
import { LimitsForm } from './limits-form.tsx';

const CHANGING = [{ action: 'updateSettings', resource: 'acct' }];

/** What the organization decides for itself. Everybody may see it: it says what one may do. */
export function LimitsPage() {
  const { data: settings, error, isPending, refetch } = useQuery(settingsQuery);
  const { data: me } = useQuery(ownMemberQuery);
  const { data: reasons } = useQuery(ownReasonsQuery(me?._id, CHANGING));
  const reason = reasons?.updateSettings;
  return (
    <>
      <PageTitle
        title="Policies and limits"
        lead="They bind what is created or changed from then on. Before you save, each says how many tokens are beyond it."
      />
      {isPending && <SkeletonRows />}
      {error && <Problem title="Couldn't load the settings" error={error} onRetry={refetch} />}
      {reason && <p className="notice limits-notice">You can look, and not change: {lowered(reason)}.</p>}
      {settings && <LimitsForm settings={settings} reason={reason} />}
    </>
  );
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
