import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { settingsQuery, tokenQuery } from '../app/queries.ts';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { Sheet } from '../controls/sheet.tsx';
import { useTokenPlace } from '../tokens/token-place.ts';
import { CreateSheet } from './create-sheet.tsx';
import { draftLike } from './draft.ts';

export function CloneSheet() {
  const { openId = '', close } = useTokenPlace();
  const { data: token, error, refetch } = useQuery(tokenQuery(openId));
  const settings = useQuery(settingsQuery);
  const [now] = useState(Date.now());
  if (token && settings.data) {
    return <CreateSheet key={openId} clone={{ token, draft: draftLike(token, settings.data, now) }} />;
  }
  return (
    <Sheet title="Clone token" onClose={close}>
      {error && <Problem title="Couldn't load the token" error={error} onRetry={refetch} />}
      {settings.error && (
        <Problem title="Couldn't load the settings" error={settings.error} onRetry={settings.refetch} />
      )}
      {!error && !settings.error && <Loading />}
    </Sheet>
  );
}
