import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addSigner, Browser } from './browser.ts';
import { startTestService, type TestService } from './test-service.ts';

const SETTINGS = '/api/v2/account/settings';
const TOKENS = '/api/v2/tokens';
const DAY_MS = 86_400_000;

const DEFAULTS = {
  maximumTokenLifetimeDays: null,
  defaultTokenLifetimeDays: null,
  neverExpiringTokens: true,
  disableIdleTokensAfterDays: null,
  maximumOverlapHours: 720,
  serviceTokenLimit: 200,
  selfServiceTokens: true,
  restApi: true,
  serviceTokens: true,
  customRoles: true,
};

function set(service: TestService, changes: Record<string, unknown>, query = '', as?: string) {
  const payload = Object.entries(changes).map(([name, value]) => ({
    op: 'replace',
    path: `/${name}`,
    value,
  }));
  return service.call({
    method: 'PATCH',
    url: `${SETTINGS}${query}`,
    payload,
    ...(as !== undefined && { as }),
  });
}

async function read(service: TestService, as = service.ownerSecret) {
  const response = await service.call({ url: SETTINGS, as });
  assert.equal(response.statusCode, 200, response.body);
  return response.json();
}

function create(service: TestService, payload: Record<string, unknown> = {}) {
  return service.call({ method: 'POST', url: TOKENS, payload: { role: 'reader', ...payload } });
}

test('every member reads the settings, which begin with the defaults', async (t) => {
  const service = await startTestService(t);
  const reader = await service.addMember('reader', 'reader');
  assert.deepEqual(await read(service, reader.secret), DEFAULTS);
});

test('a change is stored, said in the audit log, and holds from then on', async (t) => {
  const service = await startTestService(t);
  const payload = {
    patch: [{ op: 'replace', path: '/serviceTokenLimit', value: 1 }],
    comment: 'we need but one',
  };
  const response = await service.call({ method: 'PATCH', url: SETTINGS, payload });
  assert.equal(response.statusCode, 200, response.body);
  assert.deepEqual(response.json(), {
    settings: { ...DEFAULTS, serviceTokenLimit: 1 },
    effects: [
      { setting: 'serviceTokenLimit', tokens: 0, description: 'are beyond the limit, and keep working' },
    ],
    dryRun: false,
    effectiveEverywhereBy: service.clock.nowMs + 5_000,
  });
  assert.deepEqual(await read(service), { ...DEFAULTS, serviceTokenLimit: 1 });
  const [entry] = (await service.call({ url: '/api/v2/auditlog' })).json().items;
  assert.equal(entry.description, 'Changed `serviceTokenLimit` from `200` to `1`');
  assert.equal(entry.comment, 'we need but one');
  assert.deepEqual(entry.accesses, [{ action: 'updateSettings', resource: 'acct' }]);
  assert.equal((await create(service, { serviceToken: true })).statusCode, 201);
  const beyond = await create(service, { serviceToken: true });
  assert.deepEqual([beyond.statusCode, beyond.json().code], [403, 'forbidden']);
  assert.match(beyond.json().message, /limit of 1 service tokens/);
});

test('only who may change settings does, and a wrong value changes nothing', async (t) => {
  const service = await startTestService(t);
  const writer = await service.addMember('writer', 'writer');
  const denied = await set(service, { restApi: false }, '', writer.secret);
  assert.equal(denied.statusCode, 403);
  assert.deepEqual(denied.json().access, { action: 'updateSettings', resource: 'acct' });
  const wrong: Record<string, unknown>[] = [
    { serviceTokenLimit: -1 },
    { serviceTokenLimit: '5' },
    { restApi: null },
    { maximumTokenLifetimeDays: 0 },
    { maximumOverlapHours: 1.5 },
    { unknown: 1 },
    { defaultTokenLifetimeDays: 31, maximumTokenLifetimeDays: 30 },
    { neverExpiringTokens: false },
  ];
  for (const changes of wrong) {
    const response = await set(service, changes);
    assert.equal(response.statusCode, 400, response.body);
    assert.match(response.json().message, new RegExp(Object.keys(changes)[0] ?? ''));
  }
  assert.deepEqual(await read(service), DEFAULTS);
  assert.deepEqual(
    service.query('select settings from accounts').map((row) => row.settings),
    ['{}'],
  );
});

test('a change that would be refused is refused when only its effect is asked for', async (t) => {
  const service = await startTestService(t);
  const inlineRole = [{ effect: 'allow', resources: ['acct'], actions: ['updateSettings'] }];
  const { token } = await service.createToken({ serviceToken: true, inlineRole });
  assert.equal((await set(service, { selfServiceTokens: false })).statusCode, 200);
  for (const query of ['?dryRun=true', '']) {
    const response = await set(service, { selfServiceTokens: true }, query, token);
    assert.deepEqual([response.statusCode, response.json().reason?.kind], [403, 'not_held'], query);
  }
});

test('lives are bounded for what is made or lengthened from then on, and the answer counts what is beyond', async (t) => {
  const service = await startTestService(t);
  const endless = await service.createToken({ role: 'reader' });
  const nowMs = service.clock.nowMs;
  await service.createToken({ role: 'reader', expiry: nowMs + 31 * DAY_MS });
  await service.createToken({ role: 'reader', expiry: nowMs + 30 * DAY_MS });
  const preview = await set(service, { maximumTokenLifetimeDays: 30 }, '?dryRun=true');
  assert.equal(preview.json().dryRun, true);
  assert.deepEqual(
    preview.json().effects.map(({ setting, tokens }: Record<string, unknown>) => [setting, tokens]),
    [['maximumTokenLifetimeDays', 3]],
    'the first token of the owner, the endless one and the long one',
  );
  assert.deepEqual(await read(service), DEFAULTS, 'a preview stores nothing');

  assert.equal((await set(service, { maximumTokenLifetimeDays: 30 })).statusCode, 200);
  assert.equal((await create(service)).json().expiry, nowMs + 30 * DAY_MS, 'as long as is allowed');
  assert.equal((await create(service, { expiry: nowMs + 30 * DAY_MS })).statusCode, 201);
  for (const expiry of [nowMs + 30 * DAY_MS + 1, null]) {
    const refused = await create(service, { expiry });
    assert.deepEqual([refused.statusCode, refused.json().code], [400, 'invalid_request']);
    assert.match(refused.json().message, /`expiry`/);
  }
  const works = await service.call({ url: '/api/v2/caller-identity', as: endless.token });
  assert.equal(works.statusCode, 200, 'a token that is beyond a new limit keeps working');
  await set(service, { defaultTokenLifetimeDays: 7 });
  assert.equal((await create(service)).json().expiry, nowMs + 7 * DAY_MS);
});

test('a limit that is taken away with `remove` is gone', async (t) => {
  const service = await startTestService(t);
  await set(service, { maximumTokenLifetimeDays: 30 });
  const payload = [{ op: 'remove', path: '/maximumTokenLifetimeDays' }];
  const response = await service.call({ method: 'PATCH', url: SETTINGS, payload });
  assert.deepEqual(response.json().settings, DEFAULTS);
  assert.equal((await create(service, { expiry: null })).statusCode, 201);
});

test('with the REST API off tokens manage nothing, while their verification goes on', async (t) => {
  const service = await startTestService(t);
  const alone = await set(service, { restApi: false });
  assert.deepEqual(
    [alone.statusCode, alone.json().code],
    [403, 'forbidden'],
    'a token would shut itself out',
  );
  const owner = await addSigner(service, undefined, 'owner');
  const browser = new Browser(service);
  await browser.signIn(owner.email);
  const payload = [{ op: 'replace', path: '/restApi', value: false }];
  const response = await browser.call({ method: 'PATCH', url: SETTINGS, payload });
  assert.equal(response.statusCode, 200, response.body);
  assert.deepEqual(response.json().effects, [
    { setting: 'restApi', tokens: 1, description: 'tokens are refused by the management API' },
  ]);
  for (const url of [TOKENS, SETTINGS, '/api/v2/auditlog', '/api/v2/members/me']) {
    const refused = await service.call({ url });
    assert.deepEqual([refused.statusCode, refused.json().code], [403, 'feature_disabled'], url);
  }
  assert.equal((await service.call({ url: '/api/v2/caller-identity' })).statusCode, 200);
  const back = await browser.call({
    method: 'PATCH',
    url: SETTINGS,
    payload: [{ op: 'replace', path: '/restApi', value: true }],
  });
  assert.equal(back.statusCode, 200, 'whoever is signed in switches it on again');
  assert.equal((await service.call({ url: TOKENS })).statusCode, 200);
});

test('with service tokens off none is made and none manages anything', async (t) => {
  const service = await startTestService(t);
  const bot = await service.createToken({ role: 'admin', serviceToken: true });
  await set(service, { serviceTokens: false });
  const made = await create(service, { serviceToken: true });
  assert.deepEqual([made.statusCode, made.json().code], [403, 'feature_disabled']);
  const used = await service.call({ url: TOKENS, as: bot.token });
  assert.deepEqual([used.statusCode, used.json().code], [403, 'feature_disabled']);
  assert.equal((await service.call({ url: '/api/v2/caller-identity', as: bot.token })).statusCode, 200);
  await set(service, { serviceTokens: true });
  assert.equal((await service.call({ url: TOKENS, as: bot.token })).statusCode, 200);
});

test('of two changes at once both hold, or one is told that it lost', async (t) => {
  const service = await startTestService(t);
  const answers = await Promise.all([
    set(service, { serviceTokenLimit: 5 }),
    set(service, { maximumOverlapHours: 5 }),
  ]);
  const settings = await read(service);
  const [limit, overlap] = answers.map(({ statusCode }) => statusCode);
  assert.equal(settings.serviceTokenLimit, limit === 200 ? 5 : 200);
  assert.equal(settings.maximumOverlapHours, overlap === 200 ? 5 : 720);
  assert.ok([limit, overlap].every((status) => status === 200 || status === 409));
  assert.ok([limit, overlap].includes(200));
});
