import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Deployment } from '../src/deployment/deployment.ts';
import { disableIdleRegularly } from '../src/deployment/disable-idle-regularly.ts';
import { disableIdleTokens } from '../src/tokens/disable-idle-tokens.ts';
import { restoreInto, startJournaled } from './restored-service.ts';
import { startTestService, type TestService, type WireToken } from './test-service.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SETTINGS = '/api/v2/account/settings';

async function setDays(service: TestService, days: number | null, query = '') {
  const payload = [{ op: 'replace', path: '/disableIdleTokensAfterDays', value: days }];
  const response = await service.call({ method: 'PATCH', url: `${SETTINGS}${query}`, payload });
  assert.equal(response.statusCode, 200, response.body);
  return response.json();
}

/** As the timer of the service does it. */
function sweep({ app }: Pick<TestService, 'app'>): Promise<number> {
  return disableIdleTokens(app.deployment ?? assert.fail(), new AbortController().signal);
}

function change(service: TestService, { _id }: WireToken, operation: object) {
  return service.call({ method: 'PATCH', url: `/api/v2/tokens/${_id}`, payload: [operation] });
}

async function statusOf(service: TestService, { token }: WireToken): Promise<number> {
  return (await service.call({ url: '/api/v2/caller-identity', as: token })).statusCode;
}

test('an idle token stops working, the audit log says why, and who enables it gives it all the days anew', async (t) => {
  const service = await startTestService(t);
  const [idle, used, reset] = [
    await service.createToken({ role: 'reader', name: 'idle', serviceToken: true }),
    await service.createToken({ role: 'reader', name: 'used' }),
    await service.createToken({ role: 'reader', name: 'reset' }),
  ];
  await setDays(service, 30);
  service.clock.advance(30 * DAY_MS);
  assert.equal(await statusOf(service, used), 200);
  await service.call({ method: 'POST', url: `/api/v2/tokens/${reset._id}/reset` });
  await service.flush();
  service.clock.advance(HOUR_MS);
  assert.equal(await sweep(service), 0, 'thirty days and an hour are not too long');
  service.clock.advance(1);
  assert.equal(await statusOf(service, idle), 200, 'in memory, and not yet written');
  assert.equal(await sweep(service), 1);
  assert.equal(await statusOf(service, idle), 401);
  assert.equal(await statusOf(service, used), 200);

  const { items } = (await service.call({ url: '/api/v2/auditlog?q=idle' })).json();
  const entry = items.find(({ target }: { target: { name: string } }) => target.name === 'idle');
  assert.match(entry.title, /^the settings of the account changed the token/);
  assert.equal(entry.description, 'Disabled the token, which was neither used nor changed for 30 days');
  assert.equal(entry.member, undefined);

  assert.equal(
    (await change(service, idle, { op: 'replace', path: '/disabled', value: false })).statusCode,
    200,
  );
  await service.flush();
  assert.equal(await sweep(service), 0);
  assert.equal(await statusOf(service, idle), 200);
});

test('whoever sets the days is told how many tokens are idle by then, and nothing is done without the setting', async (t) => {
  const service = await startTestService(t);
  const token = await service.createToken({ role: 'reader' });
  const renamed = await service.createToken({ role: 'reader' });
  service.clock.advance(8 * DAY_MS);
  await change(service, renamed, { op: 'replace', path: '/name', value: 'looked after' });
  await service.flush();
  assert.equal(await sweep(service), 0);
  const { effects, settings } = await setDays(service, 7, '?dryRun=true');
  assert.deepEqual(effects, [
    {
      setting: 'disableIdleTokensAfterDays',
      tokens: 1,
      description: 'were neither used nor changed for so long, and will be disabled within two hours',
    },
  ]);
  assert.equal(settings.disableIdleTokensAfterDays, 7);
  assert.equal(await sweep(service), 0, 'nothing was stored');
  await setDays(service, 7);
  assert.equal(await sweep(service), 1);
  assert.equal(await statusOf(service, token), 401);
  assert.deepEqual((await setDays(service, null)).effects[0].tokens, 0);
});

test('after a restore the days begin anew, and what waits to be accepted is left alone', async (t) => {
  const service = await startJournaled(t);
  await setDays(service, 30);
  const token = await service.createToken({ role: 'reader' });
  const file = await service.backUp();
  service.clock.advance(40 * DAY_MS);
  const { app } = await restoreInto(t, service, file, [service.journal]);
  const works = async () =>
    (await app.inject({ url: '/api/v2/caller-identity', headers: { authorization: token.token } }))
      .statusCode;
  assert.equal(await sweep({ app }), 0);
  assert.equal(await works(), 200);
  await app.deployment?.usage.flush();
  service.clock.advance(30 * DAY_MS + HOUR_MS);
  assert.equal(await sweep({ app }), 1, 'the first token of the owner: nobody used it since');
});

test('nothing is disabled by a time that is in doubt', async (t) => {
  const service = await startTestService(t);
  await service.createToken({ role: 'reader' });
  await setDays(service, 1);
  service.clock.advance(3 * DAY_MS);
  const deployment = service.app.deployment ?? assert.fail();
  const doubtful: Deployment = {
    ...deployment,
    clock: { now: () => service.clock.nowMs, doubt: () => 'it jumped' },
  };
  assert.equal(await disableIdleTokens(doubtful, new AbortController().signal), 0);
  assert.ok((await sweep(service)) > 0);
});

test('the service does it by itself, goes on after a failure, and stops with the service', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  let looks = 0;
  const epoch = {
    isServing: false,
    async look() {
      if (++looks === 1) throw new Error('the disk is full');
    },
  };
  const failures: unknown[] = [];
  const stop = disableIdleRegularly({ epoch } as unknown as Deployment, (error) => failures.push(error));
  const tick = async (milliseconds: number) => {
    t.mock.timers.tick(milliseconds);
    await new Promise(setImmediate);
  };
  await tick(599_999);
  assert.equal(looks, 0);
  await tick(1);
  assert.deepEqual([looks, failures.map(String)], [1, ['Error: the disk is full']]);
  await tick(600_000);
  assert.equal(looks, 2);
  await stop();
  await tick(600_000);
  assert.deepEqual([looks, failures.length], [2, 1]);
});
