import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Keyward } from '../src/index.ts';
import { failureOf } from './failure-of.ts';
import {
  type Behaviour,
  breakOff,
  dropConnection,
  hang,
  hangInBody,
  json,
  startFaultyService,
  text,
} from './faulty-service.ts';

const UNAVAILABLE = { code: 'service_unavailable', message: 'not now', requestId: 'r' };
const LIMITED = { code: 'rate_limited', message: 'too fast', requestId: 'r' };
const unavailable = json(503, UNAVAILABLE);

test('a call waits as long as the service asks in seconds, then succeeds', async (t) => {
  const { keyward, calls, timing } = await startFaultyService(
    t,
    json(503, UNAVAILABLE, { 'retry-after': '5' }),
  );
  assert.equal((await keyward.tokens.get('a'))._id, 'a');
  assert.deepEqual([calls.length, timing.waits], [2, [5000]]);
});

test('after too many calls it waits until the reset, which is in milliseconds since 1970', async (t) => {
  const service = await startFaultyService(
    t,
    (request, response) =>
      json(429, LIMITED, { 'x-ratelimit-reset': String(service.timing.nowMs + 7001) })(request, response),
    (request, response) =>
      json(429, LIMITED, { 'x-ratelimit-reset': String(service.timing.nowMs + 7001), 'retry-after': '9' })(
        request,
        response,
      ),
    json(429, LIMITED, { 'x-ratelimit-reset': '1', 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }),
  );
  await assert.doesNotReject(service.keyward.tokens.get('a'));
  assert.deepEqual(service.timing.waits, [7001, 9000, 0]);
});

test('the reset on an answer that is no refusal for too many calls asks for nothing', async (t) => {
  const service = await startFaultyService(
    t,
    json(503, UNAVAILABLE, { 'x-ratelimit-reset': String(Date.UTC(2100, 0)) }),
  );
  await service.keyward.tokens.get('a');
  assert.deepEqual(service.timing.waits, [0]);
});

test('without a word of the service the wait is drawn from a range that doubles', async (t) => {
  const service = await startFaultyService(t, unavailable, dropConnection, text(502, 'Bad gateway'));
  service.timing.chance = 0.5;
  await service.keyward.tokens.get('a');
  assert.deepEqual(service.timing.waits, [125, 250, 500]);
});

test('a call is sent four times at most, and the error says how often', async (t) => {
  const service = await startFaultyService(t, ...Array<Behaviour>(9).fill(unavailable));
  const error = await failureOf(service.keyward.tokens.get('a'));
  assert.deepEqual([error.code, error.status, error.attempts], ['service_unavailable', 503, 4]);
  assert.equal(service.calls.length, 4);
});

test('a caller may want no retry', async (t) => {
  const service = await startFaultyService(t, unavailable);
  const error = await failureOf(service.connect({ maxRetries: 0 }).tokens.get('a'));
  assert.deepEqual([error.attempts, service.calls.length, service.timing.waits], [1, 1, []]);
});

test('a wait that is too long is not waited: the error names it', async (t) => {
  const service = await startFaultyService(t, json(429, LIMITED, { 'retry-after': '31' }));
  const error = await failureOf(service.keyward.tokens.get('a'));
  assert.deepEqual([error.code, error.retryAfterMs], ['rate_limited', 31_000]);
  assert.deepEqual([service.calls.length, service.timing.waits], [1, []]);
});

const REPEATED: Readonly<Record<string, (keyward: Keyward) => Promise<unknown>>> = {
  'a GET': ({ tokens }) => tokens.get('a'),
  'a DELETE': ({ tokens }) => tokens.delete('a'),
  'a PUT': ({ resourceTypes }) => resourceTypes.declare('invoice', { actions: {} }),
  'a POST': ({ tokens }) => tokens.create({ role: 'reader' }),
  'a question': ({ policies }) => policies.lint({ policy: [] }),
};

for (const [what, call] of Object.entries(REPEATED)) {
  test(`${what} is sent again, the same, whatever broke`, async (t) => {
    const { keyward, calls } = await startFaultyService(t, dropConnection, breakOff, text(504, ''));
    await call(keyward);
    assert.equal(calls.length, 4);
    const [first] = calls;
    for (const { method, path, body, headers } of calls) {
      assert.deepEqual([method, path, body], [first?.method, first?.path, first?.body]);
      assert.equal(headers['idempotency-key'], first?.headers['idempotency-key']);
    }
  });
}

const SENT_ONCE: Readonly<Record<string, (keyward: Keyward) => Promise<unknown>>> = {
  'a PATCH': ({ tokens }) => tokens.update('a', []),
  'a sign-in': ({ sessions }) => sessions.signIn({ email: 'a@example.com', password: 'x' }),
  'a set-up': ({ service }) => service.setUp({ code: 'c', email: 'a@example.com' }),
};

for (const [what, call] of Object.entries(SENT_ONCE)) {
  test(`${what} is never sent twice, because it might count twice`, async (t) => {
    for (const behaviour of [dropConnection, breakOff, unavailable, json(429, LIMITED)]) {
      const { keyward, calls } = await startFaultyService(t, behaviour);
      await failureOf(call(keyward));
      assert.equal(calls.length, 1);
    }
  });
}

test('each creation has a key of its own, unless the caller gives one', async (t) => {
  const { keyward, calls } = await startFaultyService(t, unavailable);
  await keyward.tokens.create({ role: 'reader' });
  await keyward.tokens.create({ role: 'reader' });
  await keyward.tokens.create({ role: 'reader' }, { idempotencyKey: 'mine' });
  const keys = calls.map(({ headers }) => String(headers['idempotency-key']));
  const [first, , second] = keys;
  assert.deepEqual(keys, [first, first, second, 'mine']);
  assert.notEqual(first, second);
  assert.match(String(first), /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test('a refusal is no reason to try again', async (t) => {
  for (const [status, code] of [
    [400, 'invalid_request'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [409, 'conflict'],
    [422, 'idempotency_key_reused'],
    [500, 'internal_error'],
  ] as const) {
    const { keyward, calls } = await startFaultyService(t, json(status, { code, message: 'no' }));
    assert.equal((await failureOf(keyward.tokens.create({}))).code, code);
    assert.equal(calls.length, 1, code);
  }
});

test('a conflict that asks to wait is waited for: the first attempt is still under way', async (t) => {
  const running = json(409, { code: 'conflict', message: 'under way' }, { 'retry-after': '1' });
  const { keyward, calls, timing } = await startFaultyService(t, running);
  await keyward.tokens.create({ role: 'reader' });
  assert.deepEqual([calls.length, timing.waits], [2, [1000]]);
});

for (const [when, behaviour] of [
  ['before the answer', hang],
  ['in the middle of it', hangInBody],
] as const) {
  test(`an attempt that hangs ${when} is given up and made again`, async (t) => {
    const service = await startFaultyService(t, (request, response) => {
      behaviour(request, response);
      setImmediate(() => service.timing.timeOut());
    });
    assert.equal((await service.keyward.tokens.get('a'))._id, 'a');
    assert.deepEqual([service.calls.length, service.timing.openTimers], [2, 0]);
  });
}

test('when every attempt hangs, the error says so', async (t) => {
  const late: Behaviour = () => void setImmediate(() => service.timing.timeOut());
  const service = await startFaultyService(t, late, late, late, late);
  const error = await failureOf(service.keyward.tokens.get('a'));
  assert.deepEqual([error.code, error.status, error.attempts], ['timed_out', undefined, 4]);
  assert.match(error.message, /12345 ms/);
});

test('a caller ends a call that hangs, and no other attempt is made', async (t) => {
  const controller = new AbortController();
  const reason = new Error('the user left');
  const service = await startFaultyService(t, () => void setImmediate(() => controller.abort(reason)));
  const error = await failureOf(service.keyward.tokens.get('a', {}, { signal: controller.signal }));
  assert.deepEqual([error.code, error.cause, error.attempts], ['aborted', reason, 1]);
  assert.deepEqual([service.calls.length, service.timing.openTimers], [1, 0]);
});

test('a caller ends a call while it waits for its next attempt', async (t) => {
  const controller = new AbortController();
  const service = await startFaultyService(t, unavailable);
  const { timing } = service;
  const keyward = service.connect({
    timing: {
      now: () => timing.now(),
      random: () => 0,
      after(milliseconds, run) {
        if (milliseconds !== 0) return timing.after(milliseconds, run);
        setImmediate(() => controller.abort());
        return () => {};
      },
    },
  });
  const error = await failureOf(keyward.tokens.get('a', {}, { signal: controller.signal }));
  assert.deepEqual([error.code, error.attempts, service.calls.length], ['aborted', 1, 1]);
});

test('a call whose signal has ended is not sent', async (t) => {
  const { keyward, calls } = await startFaultyService(t);
  const error = await failureOf(keyward.tokens.get('a', {}, { signal: AbortSignal.abort() }));
  assert.deepEqual([error.code, calls.length], ['aborted', 0]);
});

test('a token that was rotated is taken up at the next attempt', async (t) => {
  const service = await startFaultyService(t, unavailable);
  const secrets = ['first', 'second\n'];
  const keyward = service.connect({ accessToken: async () => secrets.shift() ?? '' });
  await keyward.tokens.get('a');
  assert.deepEqual(
    service.calls.map(({ headers }) => headers.authorization),
    ['Bearer first', 'Bearer second'],
  );
});
