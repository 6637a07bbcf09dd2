import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openSqliteStore } from '../src/storage/sqlite.ts';
import { fileBefore } from './file-before.ts';
import { FrozenClock, temporaryDirectory } from './test-service.ts';

test('an account that was there before there were gateway routes has none, keeps its types, and takes some', async (t) => {
  const path = join(temporaryDirectory(t), 'keyward.db');
  const file = await fileBefore(path, 15);
  file.exec(`
    insert into accounts (id, key, organization, created_at) values ('a', 'a', 'A', 1);
    insert into resource_types values ('a', 'door', '{"name":"door","actions":{"open":"read"}}');`);
  file.close();

  const store = await openSqliteStore(path, 0);
  t.after(() => store.close());
  const { gatewayRoutes, resourceTypes } = store.reads;
  assert.deepEqual(await gatewayRoutes.listGatewayRoutes('a'), []);
  assert.deepEqual(
    (await resourceTypes.listResourceTypes('a')).map(({ name }) => name),
    ['door'],
  );
  const route = { key: 'open', method: 'GET', path: '/{door}', resource: 'door/{door}', action: 'open' };
  await store.change(new FrozenClock(), async (changes) => {
    changes.recordChange({ accountId: 'a', kind: 'account', id: 'a' });
    await changes.gatewayRoutes.putGatewayRoute('a', route);
  });
  assert.deepEqual(await gatewayRoutes.listGatewayRoutes('a'), [route]);
});
