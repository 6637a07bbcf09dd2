import { join } from 'node:path';
import { test } from 'node:test';
import { Kysely, SqliteDialect } from 'kysely';
import type { Schema } from '../src/storage/schema.ts';
import { openSqliteStore } from '../src/storage/sqlite.ts';
import { kyselyDatabase, openSqliteFile } from '../src/storage/sqlite-connection.ts';
import { sqliteTokenSearch } from '../src/storage/sqlite-token-search.ts';
import { tokenLists } from '../src/storage/token-lists.ts';
import { addAccount, addToken, NOW_MS } from './store-suite/fixtures.ts';
import { assertPagesAreParts } from './store-suite/token-pages.ts';
import { temporaryDirectory } from './test-service.ts';

test('a page far into a long list of a file is found from its nearer end', async (t) => {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const store = await openSqliteStore(path, 0);
  t.after(() => store.close());
  const { account, member } = await addAccount(store);
  for (let index = 0; index < 9; index++) {
    const createdAt = NOW_MS + (index % 4);
    await addToken(store, member, {
      name: `t${index % 5}`,
      createdAt,
      kind: index < 2 ? 'personal' : 'service',
    });
  }
  const dialect = new SqliteDialect({ database: kyselyDatabase(openSqliteFile(path, { readOnly: true })) });
  const db = new Kysely<Schema>({ dialect });
  t.after(() => db.destroy());
  const lists = tokenLists({ ...sqliteTokenSearch, sortedAtOnce: 0 }, db, db);
  await assertPagesAreParts(lists, account.id, []);
  await assertPagesAreParts(lists, account.id, [{ kinds: ['service'] }]);
});
