import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService } from './test-service.ts';

const TOKENS = '/api/v2/tokens';
const HOUR_MS = 3_600_000;

test('an older secret that still works cannot take the token over by a reset', async (t) => {
  const service = await startTestService(t);
  const { _id, token: older } = await service.createToken({ role: 'owner' });
  const url = `${TOKENS}/${_id}/reset`;
  const overlap = { expiry: service.clock.nowMs + HOUR_MS };
  const reset = await service.call({ method: 'POST', url, payload: overlap });
  const current = String(reset.json().token);

  const refused = await service.call({ method: 'POST', url, as: older });
  assert.equal(refused.statusCode, 403, refused.body);
  assert.equal(refused.json().reason.kind, 'older_secret');
  const identity = (as: string) => service.call({ url: '/api/v2/caller-identity', as });
  assert.equal((await identity(current)).statusCode, 200, 'the current secret goes on');
  assert.equal((await identity(older)).statusCode, 200);
  assert.equal((await service.call({ method: 'POST', url, as: current })).statusCode, 200);
});
