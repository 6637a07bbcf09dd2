import type { Deployment } from '../deployment/deployment.ts';
import type { Page, TokenWithMember } from '../storage/store.ts';
import type { Principal } from '../verification/principal.ts';
import { isListed, uniformlyVisible } from './visible-tokens.ts';

export interface TokenList {
  readonly items: readonly TokenWithMember[];
  /** All tokens that the caller may see, not those of this page. */
  readonly totalCount: number;
}

/** The tokens that the principal may see, newest first. */
export async function listTokens(
  { store }: Deployment,
  principal: Principal,
  showAll: boolean,
  page: Page | 'all',
): Promise<TokenList> {
  const { accountId } = principal;
  const { tokens } = store.reads;
  const filter = uniformlyVisible(principal, showAll);
  if (filter !== undefined) {
    const [items, totalCount] = await Promise.all([
      tokens.listTokens(accountId, filter, page),
      tokens.countTokens(accountId, filter),
    ]);
    return { items, totalCount };
  }
  const references = await tokens.listTokenReferences(accountId);
  const ids = references.filter((token) => isListed(principal, showAll, token)).map(({ id }) => id);
  const shown = page === 'all' ? ids : ids.slice(page.offset, page.offset + page.limit);
  return { items: await tokens.findTokens(accountId, shown), totalCount: ids.length };
}
