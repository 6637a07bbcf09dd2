import { KeywardError } from '@keyward/sdk';
import { keyward, type Token } from '../app/keyward.ts';
import { type TokenSearch, tokenQueryOf, withChange } from './token-search.ts';

const AT_ONCE = 500;
/** More would be held in memory for too long. */
export const MOST_EXPORTED = 20_000;
/** So many single tokens are asked for beside each other. */
const BESIDE = 6;

/** The list as it is searched and sorted, from its first page to its last. */
export async function searchedTokens(search: TokenSearch): Promise<readonly Token[]> {
  const query = { ...tokenQueryOf(withChange(search, {})), limit: AT_ONCE, include: 'usage' };
  const tokens: Token[] = [];
  for await (const { items } of keyward.tokens.list(query).pages()) {
    tokens.push(...items);
    if (tokens.length >= MOST_EXPORTED) break;
  }
  return tokens.slice(0, MOST_EXPORTED);
}

/** These tokens, without those that were deleted meanwhile. */
export async function tokensWithIds(ids: readonly string[]): Promise<readonly Token[]> {
  const tokens: (Token | undefined)[] = [];
  for (let start = 0; start < ids.length; start += BESIDE)
    tokens.push(...(await Promise.all(ids.slice(start, start + BESIDE).map(find))));
  return tokens.filter((token) => token !== undefined);
}

async function find(id: string): Promise<Token | undefined> {
  try {
    return await keyward.tokens.get(id, { include: 'usage' });
  } catch (error) {
    if (error instanceof KeywardError && error.status === 404) return undefined;
    throw error;
  }
}
