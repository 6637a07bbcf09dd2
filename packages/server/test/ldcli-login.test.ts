/** `ldcli login`: LaunchDarkly's own command line, let in by a member. Its calls are replayed as it sends them. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { addSigner, Browser } from './browser.ts';
import { startTestService, type TestService } from './test-service.ts';

const PATH = '/internal/device-authorization';
const CLIENT_ID = 'e6506150369268abae3ed46152687201';
const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

async function ldcliService(t: TestContext) {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 10, 22, 12) });
  const service = await startTestService(t);
  const member = await addSigner(service, undefined, 'writer');
  const browser = new Browser(service);
  assert.equal((await browser.signIn(member.email)).statusCode, 201);
  const pass = (milliseconds: number) => {
    service.clock.advance(milliseconds);
    t.mock.timers.tick(milliseconds);
  };
  return { service, member, browser, pass };
}

const send = (service: TestService, url: string, payload: string) =>
  service.call({
    method: 'POST',
    url,
    as: null,
    remoteAddress: '198.51.100.9',
    headers: { 'content-type': 'application/json', 'user-agent': 'launchdarkly-cli/v2.0.1' },
    payload,
  });

const login = (service: TestService, deviceName = 'ada-laptop') =>
  send(
    service,
    PATH,
    `{\n\t\t\t"clientId": "${CLIENT_ID}",\n\t\t\t"deviceName": ${JSON.stringify(deviceName)}\n\t\t}`,
  );

const poll = (service: TestService, deviceCode: string) =>
  send(service, `${PATH}/token`, JSON.stringify({ deviceCode }));

const decide = (browser: Browser, word: 'approve' | 'deny', body: object) =>
  browser.call({ method: 'POST', url: `/api/v2/device-requests/${word}`, payload: body });

test('ldcli asks every second until a member lets it in, and gets a secret that works', async (t) => {
  const { service, member, browser, pass } = await ldcliService(t);
  const asked = await login(service);
  assert.equal(asked.statusCode, 200, asked.body);
  const { deviceCode, userCode, verificationUri, expiresIn } = asked.json();
  assert.deepEqual([verificationUri, expiresIn], ['/activate', 600]);
  for (let second = 0; second < 120; second++) {
    const waiting = await poll(service, deviceCode);
    assert.deepEqual([waiting.statusCode, waiting.json().code], [400, 'authorization_pending']);
    pass(SECOND_MS);
  }
  const seen = await browser.call({
    method: 'POST',
    url: '/api/v2/device-requests/look-up',
    payload: { userCode },
  });
  assert.partialDeepStrictEqual(seen.json(), {
    program: 'ldcli',
    deviceName: 'ada-laptop',
    address: '198.51.100.9',
    role: 'reader',
    lifeSeconds: 2_592_000,
  });
  assert.equal((await decide(browser, 'approve', { userCode, role: 'writer' })).statusCode, 204);
  const fetched = await poll(service, deviceCode);
  assert.equal(fetched.statusCode, 200, fetched.body);
  assert.equal(fetched.headers['cache-control'], 'no-store');
  const { accessToken, ...rest } = fetched.json();
  assert.deepEqual(rest, {});
  const identity = await service.call({ url: '/api/v2/caller-identity', as: accessToken });
  assert.equal(identity.json().memberId, member.id);
  const token = await service.call({ url: `/api/v2/tokens/${identity.json().tokenId}`, as: accessToken });
  assert.partialDeepStrictEqual(token.json(), {
    name: 'ldcli on ada-laptop',
    role: 'writer',
    serviceToken: false,
    expiry: service.clock.nowMs + 30 * DAY_MS,
  });
  const [entry] = (await service.call({ url: '/api/v2/auditlog?limit=2' })).json().items.slice(1);
  assert.match(entry.description, /ada-laptop.*role reader, and is given the role writer/);

  await service.flush();
  pass(SECOND_MS);
  const again = await poll(service, deviceCode);
  assert.deepEqual([again.statusCode, again.json().code], [400, 'expired_token'], 'it was used meanwhile');
  assert.equal((await service.call({ url: '/api/v2/caller-identity', as: accessToken })).statusCode, 200);
});

test('ldcli is told when it was denied, and when its code has ended or never was', async (t) => {
  const { service, browser, pass } = await ldcliService(t);
  const codeOf = async (deviceCode: string) => {
    const { statusCode, body } = await poll(service, deviceCode);
    const { code, message } = JSON.parse(body);
    assert.equal(typeof message, 'string');
    return [statusCode, code];
  };
  const denied = (await login(service)).json();
  assert.equal((await decide(browser, 'deny', { userCode: denied.userCode })).statusCode, 204);
  assert.deepEqual(await codeOf(denied.deviceCode), [400, 'access_denied']);
  const ended = (await login(service)).json();
  pass(600_000);
  assert.deepEqual(await codeOf(ended.deviceCode), [400, 'expired_token']);
  assert.deepEqual(await codeOf('nothing'), [400, 'expired_token']);
  assert.equal(service.query("select id from tokens where name like 'ldcli%'").length, 0);
});

test('who lets ldcli in gives no role beyond their own, and no longer life than the account allows', async (t) => {
  const { service, browser } = await ldcliService(t);
  const settings = [{ op: 'add', path: '/maximumTokenLifetimeDays', value: 7 }];
  const set = await service.call({ method: 'PATCH', url: '/api/v2/account/settings', payload: settings });
  assert.equal(set.statusCode, 200, set.body);
  const { deviceCode, userCode } = (await login(service, `${'long-'.repeat(40)}name`)).json();
  const beyond = await decide(browser, 'approve', { userCode, role: 'admin' });
  assert.equal(beyond.statusCode, 403, beyond.body);
  assert.equal((await poll(service, deviceCode)).json().code, 'authorization_pending');
  assert.equal((await decide(browser, 'approve', { userCode, role: 'no_access' })).statusCode, 400);
  assert.equal((await decide(browser, 'approve', { userCode })).statusCode, 204);
  assert.equal((await poll(service, deviceCode)).statusCode, 200);
  const [made] = service.query("select role, name, expires_at from tokens where name like 'ldcli%'");
  assert.deepEqual(
    { ...made },
    {
      role: 'reader',
      name: `ldcli on ${'long-'.repeat(16)}`,
      expires_at: service.clock.nowMs + 7 * DAY_MS,
    },
  );
});

test('what is no call of ldcli is refused by name, and guesses at its codes are bounded', async (t) => {
  const { service } = await ldcliService(t);
  for (const [body, word] of [
    ['{"clientId": "x"}', 'deviceName'],
    ['{"clientId": "x", "deviceName": ""}', 'deviceName'],
    ['{"clientId": "x", "deviceName": "two\\nlines"}', 'deviceName'],
    ['{"clientId": "x", "deviceName": "\\x07"}', 'JSON'],
  ] as const) {
    const refused = await send(service, PATH, body);
    assert.deepEqual([refused.statusCode, refused.json().code], [400, 'invalid_request']);
    assert.match(refused.json().message, new RegExp(word));
  }
  assert.equal(service.query('select id from device_requests').length, 0);
  const statuses = new Set<number>();
  for (let guess = 0; guess < 310; guess++) statuses.add((await poll(service, `guess-${guess}`)).statusCode);
  assert.deepEqual([...statuses], [400, 429]);
});
