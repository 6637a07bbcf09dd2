import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openSqliteStore } from '../src/storage/sqlite.ts';
import { countTokenHealth } from '../src/tokens/token-health.ts';
import { fileBefore } from './file-before.ts';
import { usesOf } from './store-suite/fixtures.ts';
import { temporaryDirectory } from './test-service.ts';

test('tokens from before usage was counted have none, are counted from then on, and stay in lists and counts', async (t) => {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const file = await fileBefore(path, 11);
  file.exec(`
    insert into accounts (id, key, organization, created_at) values ('a', 'a', 'A', 1);
    insert into members (id, account_id, email, email_key, first_name, last_name, role, created_at, version)
      values ('m', 'a', 'm@example.com', 'm@example.com', '', '', 'reader', 1, 1);
    insert into tokens (id, account_id, kind, member_id, name, description, role, default_api_version, created_at,
      modified_at, version, last_four, last_used_at) values
      ('one', 'a', 'personal', 'm', 'one', '', 'reader', 1, 5, 5, 1, 'abcd', 7),
      ('two', 'a', 'service', 'm', 'two', '', 'writer', 1, 6, 6, 1, 'abce', null);`);
  file.close();

  const store = await openSqliteStore(path, 0);
  t.after(() => store.close());
  const { tokens } = store.reads;
  assert.deepEqual((await tokens.findToken('a', 'one', true))?.outcomes, []);
  const days = [{ day: 3, allowed: 1, denied: 0, refused: 2 }];
  await store.recordUses(usesOf({ outcomes: [{ accountId: 'a', tokenId: 'one', days }] }));
  const found = await tokens.findToken('a', 'one', true);
  assert.deepEqual([found?.outcomes, found?.token.lastUse?.at], [days, 7]);
  const everything = { serviceTokens: true, allPersonalTokens: true };
  assert.deepEqual(await countTokenHealth(tokens, 'a', everything, 200 * 86_400_000), {
    active: 2,
    expiring: 0,
    unused: 2,
    old: 2,
    calledAfterEnd: 0,
  });
});
