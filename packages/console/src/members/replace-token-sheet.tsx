import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Token } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { settingsQuery, tokenQuery } from '../app/queries.ts';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { CreateSheet } from '../create-token/create-sheet.tsx';
import { draftLike } from '../create-token/draft.ts';
import { permissionsQuery } from '../rights/rights-queries.ts';
import { displayName } from '../shell/display-name.ts';
import { noteReplacement } from './replacements.ts';

/** A service token in the place of a personal one, so that an integration outlives its member. */
export function ReplaceTokenSheet() {
  const { id = '', tokenId = '' } = useParams({ strict: false }) as { id?: string; tokenId?: string };
  const navigate = useNavigate();
  const { data: token, error, refetch } = useQuery(tokenQuery(tokenId));
  const settings = useQuery(settingsQuery);
  const [now] = useState(Date.now());
  const back = () => void navigate({ to: `/members/${id}`, search: (all: object) => all });
  if (token && settings.data) {
    const draft = { ...draftLike(token, settings.data, now), name: token.name, isService: true };
    return (
      <CreateSheet
        key={tokenId}
        clone={{ token, draft }}
        note={<NoLongerNarrowed token={token} />}
        onMade={(madeId) => noteReplacement(tokenId, madeId)}
        onClose={back}
      />
    );
  }
  return (
    <Sheet title="Make a service token" onClose={back}>
      {error && <Problem title="Couldn't load the token" error={error} onRetry={refetch} />}
      {settings.error && (
        <Problem title="Couldn't load the settings" error={settings.error} onRetry={settings.refetch} />
      )}
      {!error && !settings.error && <Loading />}
    </Sheet>
  );
}

/** A personal token does no more than its member; a service token has nobody who narrows it. */
function NoLongerNarrowed({ token }: { readonly token: Token }) {
  const { data, error, refetch } = useQuery(permissionsQuery({ tokenId: token._id }));
  const wider = data?.flatMap(({ permissions }) =>
    permissions.filter(({ extent, scope }) => scope !== undefined && scope.extent !== extent),
  );
  if (error) {
    return (
      <Problem
        title="Couldn't find out whether it would do more than its member"
        error={error}
        onRetry={refetch}
      />
    );
  }
  if (!wider) return <Loading />;
  if (wider.length === 0) return null;
  return (
    <p className="warning">
      {displayName(token._member)} may not do all that this token says. A service token with the same access
      may do {counted(wider.length, 'action')} more, such as <code>{wider[0]?.action}</code>. Give it less
      where it needs less.
    </p>
  );
}
