import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService } from './test-service.ts';

test('a token from creation to refusal', async (t) => {
  const service = await startTestService(t);
  const created = await service.createToken({ name: 'ci', role: 'reader' });
  assert.match(created.token, /^kwp_[0-9A-Za-z]{36}$/);

  const identity = await service.call({ url: '/api/v2/caller-identity', as: created.token });
  assert.equal(identity.statusCode, 200);
  assert.equal(identity.json().tokenId, created._id);

  const deleted = await service.call({ method: 'DELETE', url: `/api/v2/tokens/${created._id}` });
  assert.equal(deleted.statusCode, 204);
  const refused = await service.call({ url: '/api/v2/caller-identity', as: created.token });
  assert.equal(refused.statusCode, 401);
});
