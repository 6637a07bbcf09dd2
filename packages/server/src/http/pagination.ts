import type { Page } from '../storage/page.ts';
import { type Link, link } from './schemas/link.ts';

interface PagedList {
  readonly path: string;
  /** Filters of the list, kept in every link. */
  readonly query: Readonly<Record<string, string>> | [string, string][];
  readonly page: Page;
  readonly totalCount: number;
}

/** The links of a page: `first` and `prev` except on the first, `next` and `last` except on the last. */
export function pageLinks({ path, query, page, totalCount }: PagedList): Record<string, Link> {
  const { limit, offset } = page;
  const at = (pageOffset: number) => {
    const parameters = new URLSearchParams(query);
    parameters.set('limit', String(limit));
    parameters.set('offset', String(pageOffset));
    return link(`${path}?${parameters}`);
  };
  const links: Record<string, Link> = { self: at(offset) };
  if (offset > 0) {
    links.first = at(0);
    links.prev = at(Math.max(0, offset - limit));
  }
  if (offset + limit < totalCount) {
    links.next = at(offset + limit);
    links.last = at(Math.floor((totalCount - 1) / limit) * limit);
  }
  return links;
}
