/** Q4, Q5: no verification and no page of a list goes through a whole table: an index leads to what it needs. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { type CompiledQuery, Kysely, SqliteDialect } from 'kysely';
import type { Schema } from '../src/storage/schema.ts';
import { findSecretOwnerStatement, SQLITE_STATEMENT } from '../src/storage/secret-owner-row.ts';
import { openSqliteStore } from '../src/storage/sqlite.ts';
import { kyselyDatabase, openSqliteFile } from '../src/storage/sqlite-connection.ts';
import { sqliteTokenSearch } from '../src/storage/sqlite-token-search.ts';
import type { TokenColumn } from '../src/storage/token-list-store.ts';
import { tokenLists } from '../src/storage/token-lists.ts';
import { addAccount, addToken, NOW_MS } from './store-suite/fixtures.ts';
import { temporaryDirectory } from './test-service.ts';

const INDEX_OF: Readonly<Record<TokenColumn, string>> = {
  name: 'token_list_name',
  creationDate: 'token_list_newest',
  lastModified: 'token_list_modified',
  lastUsed: 'token_list_used',
  expiry: 'token_list_end',
  requests: 'token_list_requests',
};

async function openFile(t: TestContext) {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const store = await openSqliteStore(path, 0);
  t.after(() => store.close());
  return { store, database: openSqliteFile(path, { readOnly: true }) };
}

/** How SQLite finds the rows of each table (sqlite.org/eqp.html), and what it sorts. */
function planOf(database: DatabaseSync, sql: string, parameters: readonly unknown[]): readonly string[] {
  const steps = database.prepare(`explain query plan ${sql}`).all(...(parameters as SQLInputValue[]));
  return steps.map(({ detail }) => String(detail)).filter((step) => /^(SEARCH|SCAN \w+$|USE)/.test(step));
}

const goesThroughTable = (step: string) => step.startsWith('SCAN');

test('Q4: an index leads from a secret to its token, its member and each of their roles', async (t) => {
  const { database } = await openFile(t);
  t.after(() => database.close());
  const plan = planOf(database, findSecretOwnerStatement(SQLITE_STATEMENT), [new Uint8Array(32)]);
  assert.match(plan[0] ?? '', /^SEARCH s USING INDEX token_secrets_digest \(digest=\?\)/);
  assert.deepEqual(plan.filter(goesThroughTable), []);
});

test('Q5: a page in any order is read from the index of that order, and nothing is sorted', async (t) => {
  const { store, database } = await openFile(t);
  const { account, member } = await addAccount(store);
  for (let index = 0; index < 9; index++) await addToken(store, member, { name: `t${index}` });
  const queries: CompiledQuery[] = [];
  const db = new Kysely<Schema>({
    dialect: new SqliteDialect({ database: kyselyDatabase(database) }),
    log({ query }) {
      queries.push(query);
    },
  });
  t.after(() => db.destroy());
  const lists = tokenLists({ ...sqliteTokenSearch, sortedAtOnce: 0 }, db, db);
  const query = {
    visible: { serviceTokens: true, allPersonalTokens: true },
    conditions: [],
    nowMs: NOW_MS,
  };
  for (const [column, index] of Object.entries(INDEX_OF)) {
    for (const isDescending of [false, true]) {
      queries.length = 0;
      const sort = { column: column as TokenColumn, isDescending };
      const page = await lists.listTokens(account.id, query, sort, { limit: 2, offset: 4 });
      assert.equal(page.items.length, 2);
      const plan = queries.flatMap(({ sql, parameters }) => planOf(database, sql, parameters));
      const ordered = plan.filter((step) => step.startsWith('SEARCH l '));
      assert.deepEqual(ordered, [`SEARCH l USING COVERING INDEX ${index} (account_id=?)`]);
      assert.deepEqual(
        plan.filter((step) => goesThroughTable(step) || step.startsWith('USE')),
        [],
      );
    }
  }
});
