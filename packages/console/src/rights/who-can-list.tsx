import { useInfiniteQuery } from '@tanstack/react-query';
import { isForbidden, keyward } from '../app/keyward.ts';
import { Button } from '../controls/button.tsx';
import { Loading } from '../controls/loading.tsx';
import { Problem, reasonOf } from '../controls/problem.tsx';
import { MemberWhoCan, TokenWhoCan } from './one-who-can.tsx';
import type { WhoCan } from './who-can-search.ts';

const AT_ONCE = 20;
const TITLES = { member: 'Members', token: 'Tokens' } as const;
const NOBODY = {
  member: 'No member that you may see can.',
  token: 'No token that you may see can.',
} as const;

interface WhoCanListProps {
  readonly kind: keyof typeof TITLES;
  readonly question: WhoCan;
}

/** The members, or the tokens, that may do it at this moment. */
export function WhoCanList({ kind, question }: WhoCanListProps) {
  const { type, action, resource } = question;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    queryKey: ['token', 'who-can', kind, question],
    queryFn: ({ pageParam, signal }) =>
      keyward.access.searchSubjects(
        {
          subject: { type: kind },
          action: { name: action },
          resource: { type, id: resource },
          page: { limit: AT_ONCE, ...(pageParam !== '' && { token: pageParam }) },
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ page }) => page.next_token || undefined,
  });
  const isRefused = isForbidden(error);
  const found = data?.pages.flatMap(({ results }) => results) ?? [];
  const request = { action, resource };
  return (
    <section className="home-section who-can-list" aria-label={TITLES[kind]} aria-busy={isFetching}>
      <h2>{TITLES[kind]}</h2>
      {isRefused && <p className="notice">{reasonOf(error)}</p>}
      {error && !isRefused && <Problem title="Couldn't search" error={error} onRetry={refetch} />}
      {!data && !error && <Loading />}
      <p role="status" className={found.length === 0 ? 'faint' : 'hidden'}>
        {data && found.length === 0 && !hasNextPage ? NOBODY[kind] : data && `${found.length} found`}
      </p>
      {found.length > 0 && (
        <ul className="card people">
          {found.map(({ id }) =>
            kind === 'member' ? (
              <MemberWhoCan key={id} id={id} request={request} />
            ) : (
              <TokenWhoCan key={id} id={id} request={request} />
            ),
          )}
        </ul>
      )}
      {hasNextPage && (
        <div>
          <Button isBusy={isFetching} onClick={() => fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </section>
  );
}
