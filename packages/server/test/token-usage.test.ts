import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addOtherAccount } from './listed-tokens.ts';
import { startTestService, type TestService, type WireToken } from './test-service.ts';

const TOKENS = '/api/v2/tokens';
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const NOTHING = Array.from({ length: 30 }, () => 0);

interface Usage {
  readonly since: number;
  readonly allowed: readonly number[];
  readonly denied: readonly number[];
  readonly refused: readonly number[];
}

async function usageOf(service: TestService, { _id }: WireToken, as = service.ownerSecret): Promise<Usage> {
  return (await service.call({ url: `${TOKENS}/${_id}?include=usage`, as })).json().usage;
}

async function call(service: TestService, secret: string, url = '/api/v2/caller-identity') {
  return (await service.call({ url, as: secret, remoteAddress: '192.0.2.7' })).statusCode;
}

function disable({ _id }: WireToken, value: boolean) {
  const payload = [{ op: 'replace', path: '/disabled', value }];
  return { method: 'PATCH', url: `${TOKENS}/${_id}`, payload } as const;
}

/** The counts of one day, by how many days it lies back. */
function ofDay({ allowed, denied, refused }: Usage, daysAgo = 0) {
  const at = (counts: readonly number[]) => counts.at(-1 - daysAgo);
  return { allowed: at(allowed), denied: at(denied), refused: at(refused) };
}

test('each call of a token is counted once, by what became of it', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'reader', expiry: service.clock.nowMs + HOUR_MS });
  const bound = await service.createToken({ role: 'reader', allowedIps: ['10.0.0.0/8'] });
  assert.equal(await call(service, token.token), 200);
  assert.equal(await call(service, token.token, `${TOKENS}/${'0'.repeat(24)}`), 404);
  const create = { method: 'POST', url: TOKENS, payload: { role: 'reader' }, as: token.token } as const;
  assert.equal((await service.call(create)).statusCode, 403);
  assert.equal(await call(service, bound.token), 403);
  await service.call(disable(token, true));
  assert.equal(await call(service, token.token), 401);
  await service.call(disable(token, false));
  const reset = (await service.call({ method: 'POST', url: `${TOKENS}/${token._id}/reset` })).json();
  assert.equal(await call(service, token.token), 401);
  assert.equal(await call(service, reset.token), 200);
  service.clock.advance(HOUR_MS);
  assert.equal(await call(service, reset.token), 401);
  assert.deepEqual(
    ofDay(await usageOf(service, token)),
    { allowed: 0, denied: 0, refused: 0 },
    'not yet written',
  );

  await service.flush();
  const usage = await usageOf(service, token);
  assert.deepEqual(ofDay(usage), { allowed: 3, denied: 1, refused: 3 });
  assert.deepEqual(ofDay(await usageOf(service, bound)), { allowed: 0, denied: 1, refused: 0 });
  assert.equal(usage.since, Math.floor(service.clock.nowMs / DAY_MS) * DAY_MS - 29 * DAY_MS);
  for (const counts of [usage.allowed, usage.denied, usage.refused]) {
    assert.deepEqual(counts.slice(0, -1), NOTHING.slice(0, -1));
  }
});

test('days are those of UTC, move on by themselves, and are gone after thirty', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'reader' });
  service.clock.advance(12 * HOUR_MS - 1);
  await call(service, token.token);
  service.clock.advance(1);
  await call(service, token.token);
  await call(service, token.token);
  await service.flush();
  const two = await usageOf(service, token);
  assert.deepEqual([ofDay(two, 1).allowed, ofDay(two).allowed], [1, 2]);
  service.clock.advance(28 * DAY_MS);
  const later = await usageOf(service, token);
  assert.deepEqual([later.allowed[0], later.allowed[1], ofDay(later).allowed], [1, 2, 0]);
  service.clock.advance(DAY_MS);
  assert.equal((await usageOf(service, token)).allowed[0], 2);
  await call(service, token.token);
  await service.flush();
  const [row] = service.query('select days from token_usage where token_id = ?', token._id);
  assert.equal(JSON.parse(String(row?.days)).length, 3);
  service.clock.advance(29 * DAY_MS);
  await call(service, token.token);
  await service.flush();
  const last = await usageOf(service, token);
  assert.deepEqual([last.allowed[0], ofDay(last).allowed], [1, 1]);
});

test('a list brings the usage of its page with it when that is asked for', async (t) => {
  const service = await startTestService(t);
  const names = ['a', 'b', 'c'];
  const tokens: WireToken[] = [];
  for (const name of names)
    tokens.push(await service.createToken({ name, role: 'reader', serviceToken: true }));
  for (const [index, { token }] of tokens.entries()) {
    for (let count = 0; count < index; count++) await call(service, token);
  }
  await service.flush();
  for (const query of ['', '&cursor=', '&q=by', '&limit=2', '&sort=name']) {
    const list = (await service.call({ url: `${TOKENS}?type=service&include=usage${query}` })).json();
    for (const { name, usage } of list.items) {
      assert.deepEqual(
        ofDay(usage),
        { allowed: names.indexOf(name), denied: 0, refused: 0 },
        `${query} ${name}`,
      );
    }
    assert.equal(JSON.stringify(list._links.self).includes('include=usage'), true, query);
  }
  const policy = [{ effect: 'allow', actions: ['viewToken'], resources: ['service-token/*'] }];
  const viewer = await service.createToken({ inlineRole: policy, serviceToken: true });
  const seen = (await service.call({ url: `${TOKENS}?include=usage`, as: viewer.token })).json();
  const [c] = seen.items.filter(({ name }: { name: string }) => name === 'c');
  assert.equal(ofDay(c.usage).allowed, 2);

  const plain = (await service.call({ url: TOKENS })).json();
  assert.ok(plain.items.every((item: object) => !('usage' in item)));
  assert.equal('usage' in (await service.call({ url: `${TOKENS}/${tokens[0]?._id}` })).json(), false);
});

test('usage is shown to nobody who may not see the token, and of no other account', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'reader' });
  await call(service, token.token);
  const other = await addOtherAccount(service);
  const { secret } = await service.addMember('reader', 'reader');
  await service.flush();
  const unknown = await service.call({ url: `${TOKENS}/${'0'.repeat(24)}?include=usage`, as: secret });
  for (const as of [secret, other.secret]) {
    const response = await service.call({ url: `${TOKENS}/${token._id}?include=usage`, as });
    assert.equal(response.statusCode, 404);
    const { requestId: _, ...body } = response.json();
    const { requestId: __, ...bodyOfUnknown } = unknown.json();
    assert.deepEqual(body, bodyOfUnknown);
    const { items } = (await service.call({ url: `${TOKENS}?include=usage&showAll=true`, as })).json();
    assert.ok(items.every(({ _id }: WireToken) => _id !== token._id));
  }
});

test('what cannot be included is refused by name', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'reader' });
  for (const url of [TOKENS, `${TOKENS}/${token._id}`]) {
    const response = await service.call({ url: `${url}?include=usage,secrets` });
    assert.equal(response.statusCode, 400);
    assert.match(response.json().message, /`include`: there is no `secrets`/);
    assert.equal((await service.call({ url: `${url}?include=` })).statusCode, 200);
    assert.equal((await service.call({ url: `${url}?includes=usage` })).statusCode, 400);
  }
});

test('how long uses wait to be written is measured', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'reader' });
  await service.flush();
  const metric = async (name: string) => {
    const { body } = await service.call({ url: '/metrics', as: null });
    return Number(new RegExp(`^${name} (.*)$`, 'm').exec(body)?.[1]);
  };
  assert.equal(await metric('keyward_usage_flush_lag_seconds'), 0);
  await call(service, token.token);
  service.clock.advance(2_500);
  assert.equal(await metric('keyward_usage_flush_lag_seconds'), 2.5);
  await service.flush();
  assert.equal(await metric('keyward_usage_flush_lag_seconds'), 0);
  assert.equal(await metric('keyward_usage_forgotten_total'), 0);
});

test('the calls with all tokens add up to what the caller may see', async (t) => {
  const service = await startTestService(t);
  const { secret: reader } = await service.addMember('reader', 'reader');
  const onlyTagged = [{ effect: 'allow', resources: ['service-token/*;a'], actions: ['viewToken'] }];
  const tagged = await service.createToken({ serviceToken: true, inlineRole: onlyTagged, tags: ['a'] });
  const other = await service.createToken({ role: 'reader', serviceToken: true });
  for (let calls = 0; calls < 3; calls++) await call(service, other.token);
  await call(service, tagged.token);
  await call(service, reader);
  await service.flush();
  const allowedToday = async (as: string, query = '?showAll=true') => {
    const response = await service.call({ url: `${TOKENS}/usage${query}`, as });
    assert.equal(response.statusCode, 200, response.body);
    const usage: Usage = response.json();
    assert.equal(usage.allowed.length, 30);
    return usage.allowed.at(-1);
  };
  const ofOwner = 2;
  assert.equal(await allowedToday(tagged.token), 1, 'what its policy names');
  assert.equal(await allowedToday(reader), 3 + 1 + 1, 'of services, and its own');
  assert.equal(await allowedToday(service.ownerSecret, ''), 3 + 1 + ofOwner, 'without other members');
  assert.equal(await allowedToday(service.ownerSecret), 3 + 1 + 1 + ofOwner);
});

test('the usage of all tokens has the calls that a node of an earlier version counted beside this one', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ role: 'reader' });
  const allowedToday = async () => {
    const { statusCode, body } = await service.call({ url: `${TOKENS}/usage` });
    assert.equal(statusCode, 200, body);
    return ofDay(JSON.parse(body)).allowed;
  };
  assert.equal(await call(service, token), 200);
  await service.flush();
  const before = Number(await allowedToday());
  const today = Math.floor(service.clock.nowMs / DAY_MS);
  // Nodes from before 0018 write the days of tokens, and their batch.
  service.write('update token_usage set days = ? where token_id = ?', `[[${today},8,0,0]]`, _id);
  service.write(
    "insert into usage_batches (recorder_id, number, at) values ('old', 1, ?)",
    service.clock.nowMs,
  );
  assert.equal(await allowedToday(), before + 7);
});
