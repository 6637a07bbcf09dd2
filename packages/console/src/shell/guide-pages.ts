import { queryOptions } from '@tanstack/react-query';

interface GuidePage {
  readonly title: string;
  readonly path: string;
}

const LISTED = /^- \[(.+?)\]\((\/docs\/[^)]+)\.md\):/gm;

/** The pages of the guide, from the list of them that the service has for programs. It is no call of the API. */
export const guidePagesQuery = queryOptions({
  queryKey: ['guide', 'pages'],
  queryFn: async ({ signal }): Promise<readonly GuidePage[]> => {
    const answer = await fetch('/llms.txt', { signal });
    const text = answer.ok ? await answer.text() : '';
    return [...text.matchAll(LISTED)].map(([, title = '', path = '']) => ({ title, path }));
  },
  staleTime: Number.POSITIVE_INFINITY,
});
