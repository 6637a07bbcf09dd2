import assert from 'node:assert/strict';
import type { TokenColumn, TokenCondition, TokenLists } from '../../src/storage/token-list-store.ts';
import { NOW_MS } from './fixtures.ts';

const COLUMNS: readonly TokenColumn[] = ['name', 'creationDate', 'lastModified', 'lastUsed', 'expiry'];
const PAGE = 3;

/** In every order, and from whichever end it is read, each page is the part of the whole list that its offset says. */
export async function assertPagesAreParts(
  tokens: TokenLists,
  accountId: string,
  conditions: readonly TokenCondition[],
): Promise<void> {
  const query = { visible: { serviceTokens: true, allPersonalTokens: true }, conditions, nowMs: NOW_MS };
  for (const column of COLUMNS) {
    for (const isDescending of [true, false]) {
      const sort = { column, isDescending };
      const whole = await tokens.listTokens(accountId, query, sort, { limit: 100, offset: 0 });
      const ids = whole.items.map(({ token }) => token.id);
      for (let offset = 0; offset <= ids.length + 1; offset++) {
        const page = await tokens.listTokens(accountId, query, sort, { limit: PAGE, offset });
        const shown = page.items.map(({ token }) => token.id);
        const name = `${column} ${isDescending} ${offset}`;
        assert.deepEqual(shown, ids.slice(offset, offset + PAGE), name);
        assert.equal(page.totalCount, ids.length, name);
        assert.equal(page.end?.id, offset + PAGE < ids.length ? shown.at(-1) : undefined, name);
      }
    }
  }
}
