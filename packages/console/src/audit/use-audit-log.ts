import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { keyward } from '../app/keyward.ts';
import { type AuditSearch, auditQueryOf } from './audit-search.ts';

const AT_ONCE = 20;
/** The service looks through a part of a long log for each answer: so many parts without an entry are passed over. */
const EMPTY_PARTS = 20;

type Answer = Awaited<ReturnType<ReturnType<typeof keyward.auditLog.search>['firstPage']>>;
export type AuditPages = InfiniteData<Answer, string | undefined>;

/** The entries of a search, newest first, further back with each page. */
export function useAuditLog(search: AuditSearch) {
  return useInfiniteQuery({
    queryKey: ['activity', 'log', search],
    queryFn: ({ pageParam, signal }) => pageOf(search, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: nextIn,
  });
}

/** A page of a search; one without entries only where the log ends, or nothing was found for long. */
export async function pageOf(
  search: AuditSearch,
  beforeEntry?: string,
  signal?: AbortSignal,
): Promise<Answer> {
  const { statements, query } = auditQueryOf(search);
  let position = beforeEntry;
  for (let part = 1; ; part++) {
    const asked = {
      ...query,
      limit: String(AT_ONCE),
      ...(position !== undefined && { beforeEntry: position }),
    };
    const page = await keyward.auditLog.search(statements, asked, { signal }).firstPage();
    position = nextIn(page);
    if (page.items.length > 0 || position === undefined || part === EMPTY_PARTS) return page;
  }
}

/** Where older entries begin. */
export function nextIn({ _links }: Answer): string | undefined {
  const href = _links.next?.href;
  return (href && new URL(href, location.origin).searchParams.get('beforeEntry')) || undefined;
}
