import type { SearchPage, SearchResults } from '../decisions/search/search-page.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { Principal } from '../verification/principal.ts';
import { type RequestedPage, SEARCH_LIMIT } from './schemas/search.ts';

/**
 * Searches the part of the results that is asked for, and says how to get the next one. A page token is for all that its question
 * says; the limit stays as it was unless another one is given.
 *
 * @param question all that the results depend on
 * @throws Failure `invalid_request` when the token is not of this question
 */
export async function searchPage<Result>(
  { pageTokens }: Deployment,
  { accountId }: Principal,
  question: readonly unknown[],
  requested: RequestedPage | undefined,
  search: (page: SearchPage) => Promise<SearchResults<Result>>,
) {
  const asked = JSON.stringify([accountId, ...question]);
  const start = requested?.token === undefined ? undefined : pageTokens.read(asked, requested.token);
  const limit = Math.min(requested?.limit ?? start?.limit ?? SEARCH_LIMIT, SEARCH_LIMIT);
  const { results, next } = await search({ ...start, limit });
  const token = next === undefined ? '' : pageTokens.issue(asked, { ...next, limit });
  return { results: [...results], page: { next_token: token, count: results.length } };
}
