import { setImmediate } from 'node:timers/promises';
import type { Deployment } from '../deployment/deployment.ts';
import type {
  ListedTokens,
  PlacedReference,
  TokenCondition,
  TokenPage,
  TokenPosition,
  TokenSort,
} from '../storage/token-list-store.ts';
import type { Principal } from '../verification/principal.ts';
import { isListed, uniformlyVisible } from './visible-tokens.ts';

const DECISIONS_AT_ONCE = 200;
const REFERENCES_AT_ONCE = 5_000;

/** What somebody asks of the tokens that they may see. */
export interface TokenSelection {
  /** Other members' personal tokens too. */
  readonly showAll: boolean;
  /** All of them hold. */
  readonly conditions: readonly TokenCondition[];
  /** With what became of the calls with each. */
  readonly withOutcomes?: boolean;
}

/** A page of the tokens that the principal may see and that the selection asks for, and how many there are in all. */
export async function listTokens(
  deployment: Deployment,
  principal: Principal,
  selection: TokenSelection,
  sort: TokenSort,
  page: TokenPage,
): Promise<ListedTokens> {
  const visible = uniformlyVisible(principal, selection.showAll);
  if (visible !== undefined) {
    const { conditions, withOutcomes = false } = selection;
    const query = { visible, conditions, nowMs: deployment.clock.now(), withOutcomes };
    return deployment.store.reads.tokens.listTokens(principal.accountId, query, sort, page);
  }
  return listOneByOne(deployment, principal, selection, sort, page);
}

/** Tokens of which it is decided one by one whether the principal may see them. */
async function listOneByOne(
  deployment: Deployment,
  principal: Principal,
  selection: TokenSelection,
  sort: TokenSort,
  page: TokenPage,
): Promise<ListedTokens> {
  const first = 'offset' in page ? page.offset : 0;
  let totalCount = 0;
  const found: PlacedReference[] = [];
  for await (const token of visibleReferences(deployment, principal, selection, sort)) {
    const isOnPage = totalCount >= first && found.length <= page.limit;
    if (isOnPage && !('after' in page)) found.push(token);
    totalCount++;
  }
  if ('after' in page) {
    for await (const token of visibleReferences(deployment, principal, selection, sort, page.after)) {
      found.push(token);
      if (found.length > page.limit) break;
    }
  }
  const shown = found.slice(0, page.limit);
  const last = found.length > page.limit ? shown.at(-1) : undefined;
  const items = await deployment.store.reads.tokens.findTokens(
    principal.accountId,
    shown.map(({ id }) => id),
    selection.withOutcomes,
  );
  return { items, totalCount, ...(last && { end: last.position }) };
}

/** How many tokens of a selection the principal may see. */
export async function countVisibleTokens(
  deployment: Deployment,
  principal: Principal,
  selection: TokenSelection,
  sort: TokenSort,
): Promise<number> {
  let count = 0;
  for await (const _ of visibleReferences(deployment, principal, selection, sort)) count++;
  return count;
}

/** In the order of the list. Lets others in between: a long list decided on at once would hold up every verification. */
async function* visibleReferences(
  { store, clock }: Deployment,
  principal: Principal,
  { showAll, conditions }: TokenSelection,
  sort: TokenSort,
  after?: TokenPosition,
): AsyncGenerator<PlacedReference, void, void> {
  const visible = { serviceTokens: true, allPersonalTokens: true };
  const query = { visible, conditions, nowMs: clock.now() };
  let page: TokenPage = { limit: REFERENCES_AT_ONCE, ...(after ? { after } : { offset: 0 }) };
  for (;;) {
    const part = await store.reads.tokens.listTokenReferences(principal.accountId, query, sort, page);
    for (const [index, token] of part.entries()) {
      if (index % DECISIONS_AT_ONCE === 0) await setImmediate();
      if (isListed(principal, showAll, token)) yield token;
    }
    const last = part.at(-1);
    if (last === undefined || part.length < REFERENCES_AT_ONCE) return;
    page = { limit: REFERENCES_AT_ONCE, after: last.position };
  }
}
