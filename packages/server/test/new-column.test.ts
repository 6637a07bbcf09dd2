import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService } from './test-service.ts';

test('a column that comes while the service runs moves no other value, rights least of all', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('writer', 'reader');
  const identity = () => service.call({ url: '/api/v2/caller-identity', as: secret });
  const before = (await identity()).json();
  assert.equal(before.memberId, member.id);
  service.write("alter table tokens add column later text default 'owner'");
  const after = await identity();
  assert.equal(after.statusCode, 200, after.body);
  assert.deepEqual(after.json(), before);
  const payload = { key: 'taken', name: 'taken', policy: [] };
  const refused = await service.call({ method: 'POST', url: '/api/v2/roles', payload, as: secret });
  assert.equal(refused.statusCode, 403, refused.body);
  assert.deepEqual(service.query("select 1 from roles where key = 'taken'"), []);
});
