import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService, type TestService } from './test-service.ts';

const TOKENS = '/api/v2/tokens';

function deletions(service: TestService): number {
  return service
    .query('select record from audit_entries')
    .filter(({ record }) => JSON.parse(String(record)).action === 'deleteAccessToken').length;
}

test('a deleted token is refused from the answer on, and is not found', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ role: 'reader' });
  const deleted = await service.call({ method: 'DELETE', url: `${TOKENS}/${_id}` });
  assert.equal(deleted.statusCode, 204);
  assert.equal(deleted.body, '');
  const use = await service.call({ url: '/api/v2/caller-identity', as: token });
  assert.equal(use.statusCode, 401);
  assert.equal(use.headers['www-authenticate'], 'Bearer error="invalid_token"');
  assert.equal((await service.call({ url: `${TOKENS}/${_id}` })).statusCode, 404);
  assert.equal((await service.call({ url: TOKENS })).json().totalCount, 1);
});

test('O7, R13: a second deletion finds nothing and writes nothing', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader' });
  const responses = await Promise.all(
    Array.from({ length: 8 }, () => service.call({ method: 'DELETE', url: `${TOKENS}/${_id}` })),
  );
  const statuses = responses.map(({ statusCode }) => statusCode).sort();
  assert.deepEqual(statuses, [204, ...Array(7).fill(404)]);
  assert.equal(deletions(service), 1);
});

test('no call with the secret succeeds that begins after the deletion was answered', async (t) => {
  const service = await startTestService(t);
  for (let round = 0; round < 20; round++) {
    const { _id, token } = await service.createToken({ role: 'reader' });
    let isDeleted = false;
    const wrong: number[] = [];
    const caller = async () => {
      for (let call = 0; call < 6; call++) {
        const beganAfter = isDeleted;
        const { statusCode } = await service.call({ url: '/api/v2/caller-identity', as: token });
        if (beganAfter && ![401, 429].includes(statusCode)) wrong.push(statusCode);
      }
    };
    const callers = [caller(), caller()];
    await service.call({ method: 'DELETE', url: `${TOKENS}/${_id}` });
    isDeleted = true;
    await Promise.all([...callers, caller()]);
    assert.deepEqual(wrong, []);
  }
});

test('only who may delete deletes, and learns which access is missing', async (t) => {
  const service = await startTestService(t);
  const { secret: writer } = await service.addMember('writer', 'writer');
  const { secret: admin } = await service.addMember('admin', 'admin');
  const shared = await service.createToken({ role: 'reader', serviceToken: true });
  const own = (await service.call({ url: '/api/v2/caller-identity', as: writer })).json().tokenId;
  for (const id of [shared._id, own]) {
    const response = await service.call({ method: 'DELETE', url: `${TOKENS}/${id}`, as: writer });
    assert.equal(response.statusCode, 403);
    const { code, reason, access } = response.json();
    assert.equal(code, 'forbidden');
    assert.deepEqual(reason, { effect: 'deny' });
    assert.equal(access.action, 'deleteAccessToken');
    assert.match(access.resource, new RegExp(id));
  }
  assert.equal(deletions(service), 0);
  assert.equal(
    (await service.call({ method: 'DELETE', url: `${TOKENS}/${own}`, as: admin })).statusCode,
    204,
  );
  assert.equal((await service.call({ url: TOKENS, as: writer })).statusCode, 401);
});

test('a token may delete itself when it may delete', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ role: 'admin' });
  assert.equal(
    (await service.call({ method: 'DELETE', url: `${TOKENS}/${_id}`, as: token })).statusCode,
    204,
  );
  assert.equal(
    (await service.call({ method: 'DELETE', url: `${TOKENS}/${_id}`, as: token })).statusCode,
    401,
  );
});

test('a body that says nothing is no body; any other is refused', async (t) => {
  const service = await startTestService(t);
  for (const payload of ['null', '', ' ']) {
    const { _id } = await service.createToken({ role: 'reader' });
    const response = await service.call({
      method: 'DELETE',
      url: `${TOKENS}/${_id}`,
      headers: { 'content-type': 'application/json' },
      payload,
    });
    assert.equal(response.statusCode, 204, payload);
  }
  const { _id } = await service.createToken({ role: 'reader' });
  const refused = await service.call({
    method: 'DELETE',
    url: `${TOKENS}/${_id}`,
    payload: { confirm: 'x' },
  });
  assert.equal(refused.statusCode, 400);
  assert.equal((await service.call({ url: `${TOKENS}/${_id}` })).statusCode, 200);
});
