import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { Failure } from '../src/failure.ts';
import { addressBlock } from '../src/sign-in/address-block.ts';
import { DEVICE_LIFE_SECONDS, DeviceCookies } from '../src/sign-in/device-cookie.ts';
import { SIGN_IN_LIMITS, SignInThrottle } from '../src/sign-in/sign-in-throttle.ts';
import { pepperFrom } from '../src/tokens/secret-digest.ts';
import { addSigner, Browser } from './browser.ts';
import { startTestService } from './test-service.ts';

const WINDOW_MS = SIGN_IN_LIMITS.windowSeconds * 1000;
const VICTIM = 'victim@example.com';

/** A throttle whose windows pass when the test says so, and guesses from a new address each. */
function throttleUnderTest(t: TestContext) {
  t.mock.timers.enable({ apis: ['Date', 'setTimeout'], now: 1_795_000_000_000 });
  const throttle = new SignInThrottle();
  let guesses = 0;
  const guess = async (
    isRight: boolean,
    { emailKey = VICTIM, device, address }: { emailKey?: string; device?: string; address?: string } = {},
  ) => {
    guesses++;
    const from = address ?? `10.${guesses >> 16}.${(guesses >> 8) & 255}.${guesses & 255}`;
    try {
      const found = await throttle.guess(
        { emailKey, address: from, device },
        async () => isRight || undefined,
      );
      return found === undefined ? 'wrong' : 'right';
    } catch (error) {
      assert.ok(error instanceof Failure);
      assert.equal(error.code, 'rate_limited');
      return error.details.retryAfterSeconds ?? 0;
    }
  };
  return { throttle, guess };
}

async function times<T>(count: number, work: () => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (let index = 0; index < count; index++) answers.push(await work());
  return answers;
}

test('W5: strangers share ten guesses a quarter of an hour for an account, wherever they come from', async (t) => {
  const { guess } = throttleUnderTest(t);
  assert.deepEqual(await times(10, () => guess(false)), Array(10).fill('wrong'));
  assert.equal(await guess(false), SIGN_IN_LIMITS.windowSeconds);
  assert.equal(await guess(true), SIGN_IN_LIMITS.windowSeconds, 'a right password tells nothing either');
  t.mock.timers.tick(WINDOW_MS - 1);
  assert.equal(await guess(true), 1);
  t.mock.timers.tick(1);
  assert.equal(await guess(true), 'right');
});

test('guesses at once do not get past the limit', async (t) => {
  const { guess } = throttleUnderTest(t);
  const answers = await Promise.all(Array.from({ length: 50 }, () => guess(false)));
  assert.equal(answers.filter((answer) => answer === 'wrong').length, 10);
});

test('W5: the browser in which a member signed in before is not locked out by strangers', async (t) => {
  const { guess } = throttleUnderTest(t);
  for (let day = 0; day < 20; day++) {
    await times(15, () => guess(false));
    t.mock.timers.tick(WINDOW_MS);
  }
  assert.equal(await guess(true), 3_600, 'a stranger is refused');
  assert.equal(await guess(true, { device: 'usual browser' }), 'right');
  assert.equal(await guess(true), 'right', 'and the account is open again');
});

test('a known browser has ten guesses of its own, then it is a stranger', async (t) => {
  const { guess } = throttleUnderTest(t);
  const device = 'stolen cookie';
  assert.deepEqual(await times(20, () => guess(false, { device })), Array(20).fill('wrong'));
  assert.equal(await guess(false, { device }), SIGN_IN_LIMITS.windowSeconds);
  assert.equal(await guess(true, { device: 'another browser' }), 'right');
});

test('NIST: a hundred failures in a row, however slow, are the last', async (t) => {
  const { guess, throttle } = throttleUnderTest(t);
  const slowly = async () => {
    t.mock.timers.tick(WINDOW_MS);
    return guess(false);
  };
  assert.deepEqual(await times(100, slowly), Array(100).fill('wrong'));
  t.mock.timers.tick(365 * 24 * 3_600_000);
  assert.equal(await guess(true), 3_600);
  assert.equal(await guess(false, { emailKey: 'another@example.com' }), 'wrong');
  await throttle.forget(VICTIM);
  assert.equal(await guess(true), 'right');
});

test('a right password has failures before it forgotten and costs nothing', async (t) => {
  const { guess } = throttleUnderTest(t);
  assert.deepEqual(await times(60, () => guess(true)), Array(60).fill('right'));
  for (let round = 0; round < 15; round++) {
    assert.deepEqual(await times(9, () => guess(false)), Array(9).fill('wrong'));
    assert.equal(await guess(true), 'right');
    t.mock.timers.tick(WINDOW_MS);
  }
});

test('one address has fifty guesses for all accounts together, an IPv6 network of a customer too', async (t) => {
  const { guess } = throttleUnderTest(t);
  let account = 0;
  const spray = (address: string) => guess(false, { address, emailKey: `member${account++}@example.com` });
  assert.deepEqual(await times(50, () => spray('198.51.100.7')), Array(50).fill('wrong'));
  assert.equal(await spray('198.51.100.7'), SIGN_IN_LIMITS.windowSeconds);
  assert.equal(await spray('198.51.100.8'), 'wrong');
  let host = 1;
  const fromNetwork = () => spray(`2001:db8:1:2::${(host++).toString(16)}`);
  assert.deepEqual(await times(50, fromNetwork), Array(50).fill('wrong'));
  assert.equal(await fromNetwork(), SIGN_IN_LIMITS.windowSeconds);
  assert.equal(await spray('2001:db8:1:3::1'), 'wrong');
});

test('a guess that nobody could judge costs nothing', async (t) => {
  const { throttle, guess } = throttleUnderTest(t);
  for (let attempt = 0; attempt < 120; attempt++) {
    const check = () => Promise.reject(new Error('the data is out of reach'));
    const who = { emailKey: VICTIM, address: '192.0.2.1', device: undefined };
    await assert.rejects(throttle.guess(who, check), /out of reach/);
  }
  assert.equal(await guess(true, { address: '192.0.2.1' }), 'right');
});

test('addresses are read as one network however they are written', () => {
  for (const [address, block] of [
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0DB8:0000:0000:ffff:1:2:3', '2001:db8:0:0::/64'],
    ['2001:db8:0:1::', '2001:db8:0:1::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4::/64'],
  ] as const) {
    assert.equal(addressBlock(address), block, address);
  }
});

test('a device cookie is for one address, one deployment and 180 days', () => {
  const devices = new DeviceCookies(pepperFrom(crypto.randomBytes(32)));
  const value = devices.issue('ann@example.com', 1_000);
  const device = devices.deviceOf(value, 'ann@example.com', 1_000);
  assert.ok(device);
  const endMs = 1_000 + DEVICE_LIFE_SECONDS * 1_000;
  assert.equal(devices.deviceOf(value, 'ann@example.com', endMs - 1), device);
  assert.equal(devices.deviceOf(value, 'ann@example.com', endMs), undefined);
  assert.equal(devices.deviceOf(value, 'bob@example.com', 1_000), undefined);
  const elsewhere = new DeviceCookies(pepperFrom(crypto.randomBytes(32)));
  assert.equal(elsewhere.deviceOf(value, 'ann@example.com', 1_000), undefined);
  const [nonce = '', end = '', signature = ''] = value.split('.');
  for (const forged of [
    `${nonce}.${Number(end) + 1}.${signature}`,
    `${nonce.replace(/^./, nonce.startsWith('A') ? 'B' : 'A')}.${end}.${signature}`,
    `${nonce}.${end}`,
    `${nonce}.${end}.`,
    '',
    undefined,
  ]) {
    assert.equal(devices.deviceOf(forged, 'ann@example.com', 1_000), undefined, forged);
  }
});

test('W5: on the wire: 429 with Retry-After, for members and nobodies alike, and not for the usual browser', async (t) => {
  const service = await startTestService(t);
  const member = await addSigner(service, 'grace@example.com');
  const usual = new Browser(service, '192.0.2.200');
  assert.equal((await usual.signIn(member.email)).statusCode, 201);

  const answers: unknown[] = [];
  for (const email of [member.email, 'nobody@example.com']) {
    const statuses: number[] = [];
    let last: Awaited<ReturnType<Browser['signIn']>> | undefined;
    for (let guess = 0; guess < 12; guess++) {
      last = await new Browser(service, `203.0.113.${guess}`).signIn(email, `guess number ${guess}`);
      statuses.push(last.statusCode);
    }
    const { requestId: _, ...body } = last?.json() ?? {};
    answers.push([statuses, body]);
    assert.match(String(last?.headers['retry-after']), /^[1-9]\d{0,2}$/);
    assert.equal(body.code, 'rate_limited');
  }
  assert.deepEqual(answers[0], answers[1]);
  assert.deepEqual((answers[0] as [number[]])[0], [...Array(10).fill(401), 429, 429]);

  assert.equal((await new Browser(service, '203.0.113.99').signIn(member.email)).statusCode, 429);
  assert.equal(await usual.isSignedIn(), true);
  await usual.call({ method: 'DELETE', url: '/api/v2/session' });
  assert.equal((await usual.signIn(member.email)).statusCode, 201);
  const metrics = await service.call({ url: '/metrics' });
  assert.match(metrics.body, /keyward_sign_ins_total\{outcome="rate_limited"\} 5/);
});

test('a forwarded address does not buy new guesses from a peer that is no listed proxy', async (t) => {
  const service = await startTestService(t);
  const statuses: number[] = [];
  for (let guess = 0; guess < 51; guess++) {
    const response = await new Browser(service).call({
      method: 'POST',
      url: '/api/v2/session',
      headers: { 'x-forwarded-for': `203.0.113.${guess}` },
      payload: { email: `member${guess}@example.com`, password: 'x' },
    });
    statuses.push(response.statusCode);
  }
  assert.deepEqual(statuses, [...Array(50).fill(401), 429]);
});
