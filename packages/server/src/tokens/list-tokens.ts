import { setImmediate } from 'node:timers/promises';
import type { Deployment } from '../deployment/deployment.ts';
import type { Page } from '../storage/page.ts';
import type { TokenReference, TokenWithMember } from '../storage/token-store.ts';
import type { Principal } from '../verification/principal.ts';
import { isListed, uniformlyVisible } from './visible-tokens.ts';

const DECISIONS_AT_ONCE = 200;

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
  page: Page,
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
  const ids = await listedIds(await tokens.listTokenReferences(accountId), principal, showAll);
  const shown = ids.slice(page.offset, page.offset + page.limit);
  return { items: await tokens.findTokens(accountId, shown), totalCount: ids.length };
}

/** Lets others in between: a long list decided on at once would hold up every verification. */
async function listedIds(
  references: readonly TokenReference[],
  principal: Principal,
  showAll: boolean,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [index, token] of references.entries()) {
    if (index % DECISIONS_AT_ONCE === 0) await setImmediate();
    if (isListed(principal, showAll, token)) ids.push(token.id);
  }
  return ids;
}
