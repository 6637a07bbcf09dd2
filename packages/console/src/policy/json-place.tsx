import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { notFetched } from '../app/lazy-page.ts';
import { Problem } from '../controls/problem.tsx';

type JsonEditorProps = ComponentProps<typeof import('./json-editor.tsx').default>;

/** As a query it waits while the browser is offline, and comes when it is no longer; what was written stays meanwhile. */
const editorQuery = queryOptions({
  queryKey: ['part', 'json-editor'],
  queryFn: () => import('./json-editor.tsx').catch(notFetched),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The JSON editor, which is fetched when it is first shown: it is as large as half of the console. */
export function JsonPlace(props: JsonEditorProps) {
  const { data: part, error, refetch } = useQuery(editorQuery);
  if (error) return <Problem title="Couldn't load the editor" error={error} onRetry={() => void refetch()} />;
  if (part === undefined) return <div className="editor editor-loading" />;
  return <part.default {...props} />;
}
