/** Introspections that memory answers before any route does: the same answers and traces, and the form as it came for the routes. */
import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openRawConnection } from '../../../e2e/raw-connection.ts';
import { beforeTheRoutes, countsOf, LEFT_TO_THE_ROUTES, withoutOwn } from './before-the-routes.ts';
import { addSecondAccount } from './second-account.ts';
import { startTestService } from './test-service.ts';

const PATH = '/oauth2/introspect';
const IDENTITY = '/api/v2/caller-identity';
const FORM = 'application/x-www-form-urlencoded';

async function introspecting(t: TestContext) {
  const service = await startTestService(t);
  const before = await beforeTheRoutes(t, service);
  const asker = await service.createToken({ serviceToken: true, customRoleIds: ['keyward-verifier'] });
  await service.call({ url: IDENTITY, as: asker.token });
  const headers = ['Authorization', asker.token, 'Content-Type', FORM, 'User-Agent', 'gate/1'];
  const ask = (body: string, more: readonly string[] = [], own = headers) =>
    before.ask({
      method: 'POST',
      path: PATH,
      headers: [...own, 'Content-Length', String(Buffer.byteLength(body)), ...more],
      body,
    });
  const routed = (payload: string) =>
    service.call({
      method: 'POST',
      url: PATH,
      as: asker.token,
      headers: { 'content-type': FORM, 'user-agent': 'gate/1' },
      payload,
    });
  const known = async (body: Record<string, unknown>) => {
    const made = await service.createToken(body);
    await service.call({ url: IDENTITY, as: made.token });
    return made;
  };
  return { service, before, asker, headers, ask, routed, known };
}

test('an introspection from memory is the answer of the route, for every kind of token', async (t) => {
  const { service, ask, routed } = await introspecting(t);
  for (const body of [
    { role: 'reader' },
    { role: 'reader', name: 'ends “soon” 🔑', expiry: service.clock.nowMs + 60_000 },
    { role: 'writer', serviceToken: true },
    { inlineRole: [{ effect: 'allow', resources: ['member/*'], actions: ['*'] }], serviceToken: true },
    { role: 'reader', allowedIps: ['192.0.2.0/24'] },
  ]) {
    const { token } = await service.createToken(body);
    for (const form of [
      `token=${token}&client_ip=192.0.2.7`,
      `client_ip=192.0.2.7&token_type_hint=access_token&token=${token}`,
    ]) {
      const byRoute = await routed(form);
      assert.equal(byRoute.json().active, true, byRoute.body);
      const answer = await ask(form);
      assert.equal(answer.status, 200, 'it is answered from memory');
      assert.equal(answer.body, byRoute.body);
      assert.deepEqual(withoutOwn(answer.headers), withoutOwn(byRoute.headers as IncomingHttpHeaders));
    }
  }
});

test('an introspection from memory leaves behind what the route leaves: a use of either token, and the measure', async (t) => {
  const { service, before, asker, ask, known } = await introspecting(t);
  const { token, _id } = await known({ role: 'reader' });
  const hits = service.app.deployment?.principals.counts.hits ?? 0;
  service.clock.advance(61_000);
  assert.equal((await ask(`token=${token}&client_ip=203.0.113.5`)).status, 200);
  await service.flush();
  const stored = async (id: string) =>
    (await service.call({ url: `/api/v2/tokens/${id}?include=usage` })).json();
  const used = await stored(_id);
  assert.deepEqual(
    [used.lastUsed, used.lastUsedAddress, used.lastUsedAgent, used.usage.allowed.at(-1)],
    [service.clock.nowMs, '203.0.113.5', 'gate/1', 2],
  );
  const asking = await stored(asker._id);
  assert.deepEqual([asking.lastUsed, asking.lastUsedAddress], [service.clock.nowMs, '127.0.0.1']);
  assert.deepEqual(await countsOf(before), { authenticated: 1 });
  assert.equal((service.app.deployment?.principals.counts.hits ?? 0) - hits >= 2, true);
  const { values } = await before.metrics.requestSeconds.get();
  const count = values.find(({ metricName }) => metricName?.endsWith('_count'));
  assert.deepEqual([count?.value, count?.labels], [1, { method: 'POST', route: PATH, status: 200 }]);
});

test('whatever is not plain comes to the routes with its form as it was, and leaves no trace', async (t) => {
  const { service, before, headers, ask, known } = await introspecting(t);
  const { token } = await known({ role: 'reader' });
  const elsewhere = await known({ role: 'reader', allowedIps: ['192.0.2.0/24'] });
  const ended = await known({ role: 'reader', expiry: service.clock.nowMs + 1_000 });
  const unread = await service.createToken({ role: 'reader' });
  const { secret: foreign } = await addSecondAccount(service);
  await service.call({ url: IDENTITY, as: foreign });
  const askers = {
    'may not ask': (await known({ role: 'reader' })).token,
    'is not known': `${token.slice(0, -1)}!`,
  };
  service.clock.advance(1_000);
  await service.call({ url: IDENTITY });
  const hits = service.app.deployment?.principals.counts.hits;
  const left = async (what: string, ...asked: Parameters<typeof ask>) => {
    const answer = await ask(...asked);
    assert.equal(answer.status, LEFT_TO_THE_ROUTES, what);
    assert.equal(answer.body, asked[0], what);
  };
  for (const [what, form] of Object.entries({
    'an address that may not use it': `token=${elsewhere.token}&client_ip=203.0.113.5`,
    'no address where one is needed': `token=${elsewhere.token}`,
    'a token that ended': `token=${ended.token}`,
    'a token that memory does not know': `token=${unread.token}`,
    'a token of another account': `token=${foreign}`,
    'no token': 'client_ip=192.0.2.7',
    'two tokens': `token=${token}&token=${token}`,
    'no address at all': `token=${token}&client_ip=nowhere`,
    'an address with a zone': `token=${token}&client_ip=fe80::1%25eth0`,
    'a field that nobody knows': `token=${token}&more=1`,
    'a long form': `token=${token}&client_ip=${' '.repeat(1_024)}`,
  })) {
    await left(what, form);
  }
  const form = `token=${token}`;
  for (const [what, more] of Object.entries({
    'a version of the API': ['LD-API-Version', '20160426'],
    'a proxy that nobody knows': ['Forwarded', 'for=192.0.2.7'],
    'a key for repetition': ['Idempotency-Key', 'once'],
  })) {
    await left(what, form, more);
  }
  for (const [what, secret] of Object.entries(askers)) {
    await left(`an asker that ${what}`, form, [], ['Authorization', secret, 'Content-Type', FORM]);
  }
  await left(
    'another type',
    form,
    [],
    [headers[0] ?? '', headers[1] ?? '', 'Content-Type', `${FORM}; charset=utf-8`],
  );
  await left(
    'another type',
    form,
    [],
    [headers[0] ?? '', headers[1] ?? '', 'Content-Type', 'application/json'],
  );
  assert.deepEqual(await countsOf(before), {});
  assert.equal(service.app.deployment?.principals.counts.hits, hits);
  assert.equal((await ask(form)).status, 200, 'it is plain otherwise');
});

test('a form that comes in pieces, or behind others on one connection, is answered as any', async (t) => {
  const { service, asker, known } = await introspecting(t);
  const { token } = await known({ role: 'reader' });
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = service.app.server.address() as { port: number };
  const connection = openRawConnection(t, port);
  const form = `token=${token}`;
  const ask = (body: string) =>
    [
      `POST ${PATH} HTTP/1.1`,
      'Host: keyward',
      `Authorization: ${asker.token}`,
      `Content-Type: ${FORM}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n');
  const whole = ask(form);
  for (const at of [whole.length - 1, whole.length - form.length, whole.length - form.length - 1]) {
    connection.write(whole.slice(0, at));
    await pause(20);
    connection.write(whole.slice(at));
    const [answer] = await connection.answers(1);
    assert.deepEqual([answer?.status, JSON.parse(answer?.text ?? '').active], [200, true]);
  }
  connection.write(whole + ask('token=unknown') + whole + ask('none=1') + whole);
  const answers = await connection.answers(5);
  assert.deepEqual(
    answers.map(({ status, text }) => [status, JSON.parse(text).active]),
    [
      [200, true],
      [200, false],
      [200, true],
      [400, undefined],
      [200, true],
    ],
  );
});
