import type { Page } from './page.ts';

/**
 * The same rows counted from the end of a list of `total`, and the one row more by which a page knows that others follow: a page
 * far behind the middle is met sooner from there.
 */
export function pageFromEnd(page: Page, total: number): Page {
  const following = total - page.offset;
  const rows = Math.min(page.limit + 1, following);
  return { limit: rows - 1, offset: following - rows };
}
