import type { Deployment } from '../deployment/deployment.ts';
import type { Page, TokenWithMember } from '../storage/store.ts';
import type { Principal } from '../verification/principal.ts';
import { visibleTokens } from './visible-tokens.ts';

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
  const filter = visibleTokens(principal, showAll);
  const [items, totalCount] = await Promise.all([
    store.reads.tokens.listTokens(principal.accountId, filter, page),
    store.reads.tokens.countTokens(principal.accountId, filter),
  ]);
  return { items, totalCount };
}
