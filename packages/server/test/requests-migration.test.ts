import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openSqliteStore } from '../src/storage/sqlite.ts';
import { fileBefore } from './file-before.ts';
import { temporaryDirectory } from './test-service.ts';

test('calls that were counted before lists were sorted by them are sorted by, and added up by kind', async (t) => {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const file = await fileBefore(path, 18);
  file.exec(`
    insert into accounts (id, key, organization, created_at) values ('a', 'a', 'A', 1);
    insert into members (id, account_id, email, email_key, first_name, last_name, role, created_at, version)
      values ('m', 'a', 'm@example.com', 'm@example.com', '', '', 'reader', 1, 1);
    insert into tokens (id, account_id, kind, member_id, name, description, role, default_api_version, created_at,
      modified_at, version, last_four) values
      ('few', 'a', 'personal', 'm', 'few', '', 'reader', 1, 5, 5, 1, 'abcd'),
      ('never', 'a', 'service', 'm', 'never', '', 'writer', 1, 6, 6, 1, 'abce'),
      ('many', 'a', 'service', 'm', 'many', '', 'writer', 1, 6, 6, 1, 'abcf');
    insert into token_usage (token_id, account_id, days) values
      ('few', 'a', '[[3,1,0,2]]'), ('many', 'a', '[[3,5,1,1],[2,100,0,0]]');`);
  file.close();

  const store = await openSqliteStore(path, 0);
  t.after(() => store.close());
  const visible = { serviceTokens: true, allPersonalTokens: true };
  const query = { visible, conditions: [], nowMs: 1 };
  const sort = { column: 'requests', isDescending: true } as const;
  const { items } = await store.reads.tokens.listTokens('a', query, sort, { limit: 9, offset: 0 });
  assert.deepEqual(
    items.map(({ token }) => token.id),
    ['many', 'few', 'never'],
  );
  assert.deepEqual(await store.reads.accountUsage.sumOutcomes('a', visible, 0), [
    { day: 2, allowed: 100, denied: 0, refused: 0 },
    { day: 3, allowed: 6, denied: 1, refused: 3 },
  ]);
  assert.deepEqual(await store.reads.accountUsage.sumOutcomes('a', { ...visible, serviceTokens: false }, 0), [
    { day: 3, allowed: 1, denied: 0, refused: 2 },
  ]);
});
