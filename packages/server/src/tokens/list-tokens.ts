import { setImmediate } from 'node:timers/promises';
import type { Deployment } from '../deployment/deployment.ts';
import type {
  PlacedReference,
  TokenCondition,
  TokenPage,
  TokenPosition,
  TokenSort,
} from '../storage/token-list-store.ts';
import type { Principal } from '../verification/principal.ts';
import {
  ATTENTION_FIRST,
  attentionFirst,
  countInNeed,
  type OrderedLists,
  type OrderedPage,
} from './attention-first.ts';
import { isListed, uniformlyVisible } from './visible-tokens.ts';

const DECISIONS_AT_ONCE = 200;
const REFERENCES_AT_ONCE = 5_000;

/** How a list is sorted. */
export type TokenOrder = TokenSort | typeof ATTENTION_FIRST;

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
  order: TokenOrder,
  page: TokenPage,
): Promise<OrderedPage> {
  const visible = uniformlyVisible(principal, selection.showAll);
  if (visible !== undefined) {
    const { conditions, withOutcomes = false } = selection;
    const query = { visible, conditions, nowMs: deployment.clock.now(), withOutcomes };
    return listsIn(order, deployment).listTokens(principal.accountId, query, page);
  }
  return listOneByOne(deployment, principal, selection, order, page);
}

/** Tokens of which it is decided one by one whether the principal may see them. */
async function listOneByOne(
  deployment: Deployment,
  principal: Principal,
  selection: TokenSelection,
  order: TokenOrder,
  page: TokenPage,
): Promise<OrderedPage> {
  const first = 'offset' in page ? page.offset : 0;
  let totalCount = 0;
  const found: PlacedReference[] = [];
  for await (const token of visibleReferences(deployment, principal, selection, order)) {
    const isOnPage = totalCount >= first && found.length <= page.limit;
    if (isOnPage && !('after' in page)) found.push(token);
    totalCount++;
  }
  if ('after' in page) {
    for await (const token of visibleReferences(deployment, principal, selection, order, page.after)) {
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
  const isAttentionFirst = order.column === ATTENTION_FIRST.column;
  return {
    items,
    totalCount,
    ...(isAttentionFirst && { attentionCount: countInNeed(shown.map(({ position }) => position)) }),
    ...(last && { end: last.position }),
  };
}

/** How many tokens of a selection the principal may see. */
export async function countVisibleTokens(
  deployment: Deployment,
  principal: Principal,
  selection: TokenSelection,
  order: TokenOrder,
): Promise<number> {
  let count = 0;
  for await (const _ of visibleReferences(deployment, principal, selection, order)) count++;
  return count;
}

/** In the order of the list. Lets others in between: a long list decided on at once would hold up every verification. */
export async function* visibleReferences(
  deployment: Deployment,
  principal: Principal,
  { showAll, conditions }: TokenSelection,
  order: TokenOrder,
  after?: TokenPosition,
): AsyncGenerator<PlacedReference, void, void> {
  const visible = { serviceTokens: true, allPersonalTokens: true };
  const query = { visible, conditions, nowMs: deployment.clock.now() };
  const lists = listsIn(order, deployment);
  let page: TokenPage = { limit: REFERENCES_AT_ONCE, ...(after ? { after } : { offset: 0 }) };
  for (;;) {
    const part = await lists.listTokenReferences(principal.accountId, query, page);
    for (const [index, token] of part.entries()) {
      if (index % DECISIONS_AT_ONCE === 0) await setImmediate();
      if (isListed(principal, showAll, token)) yield token;
    }
    const last = part.at(-1);
    if (last === undefined || part.length < REFERENCES_AT_ONCE) return;
    page = { limit: REFERENCES_AT_ONCE, after: last.position };
  }
}

function listsIn(order: TokenOrder, { store }: Deployment): OrderedLists {
  const { tokens } = store.reads;
  if (order.column === ATTENTION_FIRST.column) return attentionFirst(tokens);
  return {
    listTokens: (accountId, query, page) => tokens.listTokens(accountId, query, order, page),
    listTokenReferences: (accountId, query, page) =>
      tokens.listTokenReferences(accountId, query, order, page),
  };
}
