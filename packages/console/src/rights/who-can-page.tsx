import { useNavigate, useSearch } from '@tanstack/react-router';
import { PageTitle } from '../shell/page-title.tsx';
import { WhoCanForm } from './who-can-form.tsx';
import { WhoCanList } from './who-can-list.tsx';
import { readWhoCanSearch } from './who-can-search.ts';

/** The question the other way round: which members and tokens may do something, and by what. */
export function WhoCanPage() {
  const search = readWhoCanSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const { type, action, resource } = search;
  const isAsked = type !== undefined && action !== undefined && resource !== undefined;
  return (
    <>
      <PageTitle
        title="Who can"
        lead="Pick an action and a resource: which members and tokens may do it now, and what lets them."
      />
      <WhoCanForm
        key={JSON.stringify(search)}
        asked={search}
        onAsk={(next) => void navigate({ to: '/who-can', search: next })}
      />
      {isAsked && (
        <>
          <WhoCanList
            key={`member ${JSON.stringify(search)}`}
            kind="member"
            question={{ type, action, resource }}
          />
          <WhoCanList
            key={`token ${JSON.stringify(search)}`}
            kind="token"
            question={{ type, action, resource }}
          />
        </>
      )}
    </>
  );
}
