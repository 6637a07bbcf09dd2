import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { DIGEST_LIMITS } from '../src/members/password-digest.ts';
import { addSigner, Browser } from './browser.ts';
import { startTestService } from './test-service.ts';

type Done = (error: Error | null, digest: Buffer) => void;

/** Holds every slow digest until it is let go; each then says that the password is wrong. */
function holdDigests(t: TestContext) {
  const held: Done[] = [];
  const mocked = t.mock.method(
    crypto,
    'argon2',
    (...[, , done]: [string, object, Done]) => void held.push(done),
  );
  const letGo = () => held.shift()?.(null, Buffer.alloc(32, 1));
  return { held, letGo, restore: () => mocked.mock.restore() };
}

test('four passwords are looked at at once and a bounded crowd waits; who comes then is 503 and pays nothing', async (t) => {
  const service = await startTestService(t);
  const { email } = await addSigner(service);
  const { held, letGo, restore } = holdDigests(t);
  const places = DIGEST_LIMITS.atOnce + DIGEST_LIMITS.waiting;
  let answered = 0;
  const guess = async (index: number) => {
    const browser = new Browser(service, `192.0.2.${index}`);
    const { statusCode } = await browser.signIn(`nobody${index}@example.com`, 'not the password');
    answered++;
    return statusCode;
  };
  const crowd = Array.from({ length: places + 1 }, (_, index) => guess(index));
  await t.waitFor(() => assert.ok(answered + held.length > 4), { interval: 5, timeout: 20_000 });
  assert.deepEqual([answered, held.length], [1, 4]);
  const refused = await new Browser(service, '192.0.2.250').signIn(email);
  assert.deepEqual([refused.statusCode, refused.json().code], [503, 'service_unavailable']);
  assert.equal(refused.headers['retry-after'], '2');
  assert.equal((await service.call({ url: '/api/v2/caller-identity' })).statusCode, 200, 'tokens go on');

  for (let done = 0; done < places; done++) {
    await t.waitFor(() => assert.ok(held.length > 0), { interval: 1, timeout: 20_000 });
    assert.ok(held.length <= 4, `${held.length} at once`);
    letGo();
  }
  const statuses = await Promise.all(crowd);
  assert.equal(statuses.filter((status) => status === 401).length, places);
  assert.equal(statuses.filter((status) => status === 503).length, 1);
  restore();
  const browser = new Browser(service, '192.0.2.251');
  assert.equal((await browser.signIn(email)).statusCode, 201, 'the places are free again');
});

test('a link is not used up by a call that found no place', async (t) => {
  const service = await startTestService(t);
  const { id, email } = await addSigner(service);
  const made = await service.call({ method: 'POST', url: `/api/v2/members/${id}/password-link` });
  const code = made.json().link.split('#')[1];
  const choose = () =>
    service.call({
      method: 'POST',
      url: '/api/v2/password',
      payload: { code, newPassword: 'a new and better password' },
      as: null,
    });
  const { held, restore } = holdDigests(t);
  const places = DIGEST_LIMITS.atOnce + DIGEST_LIMITS.waiting;
  const calls = Array.from({ length: places + 1 }, choose);
  const first = await Promise.race(calls);
  assert.deepEqual([first.statusCode, first.json().code], [503, 'service_unavailable']);
  const fail = () => held.shift()?.(new Error('no digest'), Buffer.alloc(0));
  for (let done = 0; done < places; done++) {
    await t.waitFor(() => assert.ok(held.length > 0), { interval: 1, timeout: 20_000 });
    fail();
  }
  await Promise.all(calls);
  restore();
  assert.equal((await choose()).statusCode, 204);
  assert.equal((await new Browser(service).signIn(email, 'a new and better password')).statusCode, 201);
});
