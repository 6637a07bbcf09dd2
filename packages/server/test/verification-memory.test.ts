import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { StorageUnavailable } from '../src/storage/store.ts';
import { CHANGING_CALLS } from './changing-calls.ts';
import { startTestService, type TestService } from './test-service.ts';

const IDENTITY = '/api/v2/caller-identity';
const EFFECTIVE = 'keyward-effective-everywhere-by';

/** Watches what verification reads of the database. */
function watchLookUps({ app }: TestService) {
  const { deployment } = app;
  assert.ok(deployment);
  const store = Object.getPrototypeOf(deployment.store);
  const lookUps = mock.method(store, 'findSecretOwner');
  return { deployment, lookUps };
}

test('a token is verified from memory after its first call; calls other than GET read the database each time', async (t) => {
  const service = await startTestService(t);
  const { token } = await service.createToken({ role: 'writer' });
  const { lookUps } = watchLookUps(service);
  for (let call = 0; call < 10; call++) {
    assert.equal((await service.call({ url: IDENTITY, as: token })).statusCode, 200);
  }
  assert.equal(lookUps.mock.callCount(), 1);
  for (let call = 1; call <= 3; call++) {
    const asked = await service.call({
      method: 'POST',
      url: '/api/v2/policies/lint',
      as: token,
      payload: { policy: [] },
    });
    assert.equal(asked.statusCode, 200);
    assert.equal(lookUps.mock.callCount(), 1 + call);
  }
});

test('a token from memory ends at its millisecond, and works from its addresses alone', async (t) => {
  const service = await startTestService(t);
  const expiry = service.clock.now() + 1_000;
  const { token } = await service.createToken({ role: 'reader', expiry });
  const statusOf = async (secret: string, remoteAddress = '192.0.2.1') =>
    (await service.call({ url: IDENTITY, as: secret, remoteAddress })).statusCode;
  assert.equal(await statusOf(token), 200);
  service.clock.advance(999);
  assert.equal(await statusOf(token), 200);
  service.clock.advance(1);
  assert.equal(await statusOf(token), 401);

  const bound = await service.createToken({ role: 'reader', allowedIps: ['192.0.2.0/24'] });
  assert.equal(await statusOf(bound.token), 200);
  assert.equal(await statusOf(bound.token, '198.51.100.1'), 403);
  assert.equal(await statusOf(bound.token), 200);
});

test('a token that memory knows and the database would refuse to read goes on; one that it does not know is 503, garbage 401', async (t) => {
  const service = await startTestService(t);
  const known = await service.createToken({ role: 'reader' });
  const other = await service.createToken({ role: 'reader' });
  await service.call({ url: IDENTITY, as: known.token });
  const { lookUps } = watchLookUps(service);
  lookUps.mock.mockImplementation(async () => {
    throw new StorageUnavailable('the database is away');
  });
  const answers = [];
  for (const as of [known.token, other.token, `${other.token.slice(0, -1)}_`]) {
    const { statusCode, headers } = await service.call({ url: IDENTITY, as });
    answers.push([statusCode, headers['retry-after'] !== undefined]);
  }
  assert.deepEqual(answers, [
    [200, false],
    [503, true],
    [401, false],
  ]);
});

test('no secret is in what memory is known by', async (t) => {
  const service = await startTestService(t);
  const { token } = await service.createToken({ role: 'reader' });
  await service.call({ url: IDENTITY, as: token });
  const principals = service.app.deployment?.principals;
  assert.ok(principals);
  assert.ok(principals.find(token as never));
  assert.equal(JSON.stringify(principals.find(token as never)).includes(token), false);
});

for (const [operation, prepare] of Object.entries(CHANGING_CALLS)) {
  test(`${operation} says from when on it holds everywhere`, async (t) => {
    const service = await startTestService(t);
    const { as, headers, ...rest } = await prepare(service);
    const credentials = { ...(as !== undefined && { as }), ...(headers !== undefined && { headers }) };
    const response = await service.call({ ...rest, ...credentials });
    assert.ok(response.statusCode < 300, response.body);
    const everywhereBy = service.clock.now() + 5_000;
    assert.equal(response.headers[EFFECTIVE], String(everywhereBy));
    if (response.body !== '')
      assert.equal(response.json().effectiveEverywhereBy, everywhereBy, response.body);
  });
}

test('what a change was answered may be merged back: when it held is no field of what was changed, and no read tells it', async (t) => {
  const service = await startTestService(t);
  const { token: _secret, ...created } = await service.createToken({ role: 'reader' });
  const url = `/api/v2/tokens/${created._id}`;
  const { effectiveEverywhereBy, name } = created as unknown as Readonly<Record<string, unknown>>;
  assert.equal(effectiveEverywhereBy, service.clock.now() + 5_000);
  service.clock.advance(1_000);

  const merged = await service.call({
    method: 'PATCH',
    url,
    payload: { merge: { name, effectiveEverywhereBy } },
  });
  assert.equal(merged.statusCode, 200, merged.body);
  assert.equal(merged.json().effectiveEverywhereBy, service.clock.now() + 5_000);
  for (const read of [url, '/api/v2/tokens', '/api/v2/auditlog']) {
    const { statusCode, body } = await service.call({ url: read });
    assert.equal(statusCode, 200, body);
    assert.equal(body.includes('effectiveEverywhereBy'), false, read);
  }
});

test('what changes nothing says nothing of the kind, and neither does a refusal', async (t) => {
  const service = await startTestService(t);
  const { token } = await service.createToken({ role: 'reader' });
  const refused = await service.call({
    method: 'POST',
    url: '/api/v2/tokens',
    as: token,
    payload: { role: 'reader' },
  });
  assert.equal(refused.statusCode, 403);
  const linted = await service.call({
    method: 'POST',
    url: '/api/v2/policies/lint',
    payload: { policy: [] },
  });
  const read = await service.call({ url: '/api/v2/tokens' });
  const tried = await service.call({
    method: 'PATCH',
    url: '/api/v2/account/settings?dryRun=true',
    payload: { merge: { serviceTokenLimit: 3 } },
  });
  assert.equal(tried.statusCode, 200, tried.body);
  for (const { headers, body } of [refused, linted, read, tried]) {
    assert.equal(headers[EFFECTIVE], undefined);
    assert.equal(body.includes('effectiveEverywhereBy'), false, body);
  }
});

test('a change that knows no trial is announced, whatever else stands in its query', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader' });
  const changed = await service.call({
    method: 'PATCH',
    url: `/api/v2/tokens/${_id}?dryRun=true`,
    payload: { merge: { name: 'changed' } },
  });
  assert.equal(changed.statusCode, 200, changed.body);
  assert.equal((await service.call({ url: `/api/v2/tokens/${_id}` })).json().name, 'changed');
  assert.equal(changed.headers[EFFECTIVE], String(service.clock.now() + 5_000));
  assert.equal(changed.json().effectiveEverywhereBy, service.clock.now() + 5_000);
});
