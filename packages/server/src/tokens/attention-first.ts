import type {
  ListedTokens,
  PlacedReference,
  TokenCondition,
  TokenLists,
  TokenPage,
  TokenPosition,
  TokenQuery,
  TokenSort,
} from '../storage/token-list-store.ts';
import type { TokenReads, TokenWithMember } from '../storage/token-store.ts';
import { healthConditions } from './health-kinds.ts';

/**
 * What needs somebody stands first: tokens that ended and are still called, whatever their status; then active ones that end
 * within days, the soonest first; then all others by their last use.
 */
export const ATTENTION_FIRST = { column: 'attention', isDescending: false } as const;

/** A page, and how many of its tokens, the first ones, need somebody. */
export type OrderedPage = ListedTokens & { readonly attentionCount?: number };

/** Lists in one order, in pages. */
export interface OrderedLists {
  listTokens(accountId: string, query: TokenQuery, page: TokenPage): Promise<OrderedPage>;
  listTokenReferences(
    accountId: string,
    query: TokenQuery,
    page: TokenPage,
  ): Promise<readonly PlacedReference[]>;
}

interface Part {
  readonly query: TokenQuery;
  readonly sort: TokenSort;
}

interface Placed<T> {
  readonly part: number;
  readonly row: T;
}

const LATEST_USE_FIRST: TokenSort = { column: 'lastUsed', isDescending: true };
const SOONEST_END_FIRST: TokenSort = { column: 'expiry', isDescending: false };
/** Stands where the others follow: what comes before it is few, and counted for its page. */
const OTHERS = 2;

/** The list is three lists, one behind the other, of which each token is in one. */
export function attentionFirst(tokens: TokenLists & Pick<TokenReads, 'findTokens'>): OrderedLists {
  return {
    async listTokens(accountId, query, page) {
      const parts = partsOf(query);
      const read = async (part: number, within: TokenPage) => {
        const { query: asked, sort } = parts[part] as Part;
        if (part < OTHERS) {
          const { items, totalCount } = await tokens.listTokens(accountId, asked, sort, within);
          return { rows: items, totalCount };
        }
        const found = await tokens.listTokenReferences(accountId, asked, sort, within);
        const ids = found.map(({ id }) => id);
        return { rows: await tokens.findTokens(accountId, ids, query.withOutcomes), totalCount: 0 };
      };
      const oneMore = { ...page, limit: page.limit + 1 };
      const [rows, totalCount] = await Promise.all([
        readParts(oneMore, read),
        countAll(tokens, accountId, query),
      ]);
      const shown = rows.slice(0, page.limit);
      const last = rows.length > page.limit ? shown.at(-1) : undefined;
      return {
        items: shown.map(({ row }) => row),
        totalCount,
        attentionCount: shown.filter(({ part }) => part < OTHERS).length,
        ...(last && { end: positionOf(last) }),
      };
    },

    async listTokenReferences(accountId, query, page) {
      const parts = partsOf(query);
      const rows = await readParts(page, async (part, within) => {
        const { query: asked, sort } = parts[part] as Part;
        const found = await tokens.listTokenReferences(accountId, asked, sort, within);
        return { rows: found, totalCount: 0 };
      });
      return rows.map(({ part, row }) => ({
        ...row,
        position: { id: row.id, value: `${part}:${row.position.value}` },
      }));
    },
  };
}

/** Goes from list to list until there are enough rows. */
async function readParts<T>(
  page: TokenPage,
  read: (
    part: number,
    within: TokenPage,
  ) => Promise<{ readonly rows: readonly T[]; readonly totalCount: number }>,
): Promise<readonly Placed<T>[]> {
  const after = 'after' in page ? placeIn(page.after) : undefined;
  let offset = 'offset' in page ? page.offset : 0;
  const found: Placed<T>[] = [];
  for (let part = after?.part ?? 0; part <= OTHERS && found.length < page.limit; part++) {
    const limit = page.limit - found.length;
    const isBegun = after?.part === part;
    const { rows, totalCount } = await read(
      part,
      isBegun ? { limit, after: after.position } : { limit, offset },
    );
    offset = Math.max(0, offset - totalCount);
    found.push(...rows.map((row) => ({ part, row })));
  }
  return found;
}

function partsOf(query: TokenQuery): readonly Part[] {
  const { conditions, nowMs } = query;
  const isCalled = healthConditions('calledAfterEnd', nowMs);
  const isExpiring = healthConditions('expiring', nowMs);
  const of = (...parts: (readonly TokenCondition[])[]) => ({ ...query, conditions: parts.flat() });
  return [
    { query: of(conditions.filter(isNoStatus), isCalled), sort: LATEST_USE_FIRST },
    { query: of(conditions, isExpiring, [{ notAll: isCalled }]), sort: SOONEST_END_FIRST },
    { query: of(conditions, [{ notAll: isCalled }, { notAll: isExpiring }]), sort: LATEST_USE_FIRST },
  ];
}

/** Those that were asked for, and those that stand first although their status was not. */
async function countAll(tokens: TokenLists, accountId: string, query: TokenQuery): Promise<number> {
  const { conditions, nowMs } = query;
  const statuses = conditions.filter((condition) => !isNoStatus(condition));
  const asked = tokens.countTokens(accountId, query);
  if (statuses.length === 0) return asked;
  const isBeyond = [...healthConditions('calledAfterEnd', nowMs), { notAll: statuses }];
  const beyond = { ...query, conditions: [...conditions.filter(isNoStatus), ...isBeyond] };
  const counts = await Promise.all([asked, tokens.countTokens(accountId, beyond)]);
  return counts[0] + counts[1];
}

/** Of places in this order. */
export function countInNeed(positions: readonly TokenPosition[]): number {
  return positions.filter((position) => placeIn(position).part < OTHERS).length;
}

function isNoStatus(condition: TokenCondition): boolean {
  return !('statuses' in condition);
}

function positionOf({ part, row: { token } }: Placed<TokenWithMember>): TokenPosition {
  const value = part === 1 ? (token.expiresAt ?? Number.MAX_SAFE_INTEGER) : (token.lastUse?.at ?? 0);
  return { id: token.id, value: `${part}:${value}` };
}

function placeIn({ id, value }: TokenPosition): { readonly part: number; readonly position: TokenPosition } {
  const [part, place] = String(value).split(':').map(Number);
  return { part: part ?? 0, position: { id, value: place ?? 0 } };
}
