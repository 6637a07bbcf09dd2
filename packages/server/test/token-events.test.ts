import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addSigner, Browser } from './browser.ts';
import { startTestService, type TestService } from './test-service.ts';

interface Used {
  readonly lastUsed: number;
  readonly lastUsedAddress: string;
  readonly superseded: boolean;
}

const FRAME = /event: used\ndata: (.*)\n\n/;

/** The first event of a stream. */
async function firstUse(service: TestService, id: string, as: string): Promise<Used> {
  const { port } = service.app.server.address() as { readonly port: number };
  const response = await fetch(`http://127.0.0.1:${port}/api/v2/tokens/${id}/events`, {
    headers: { authorization: as },
  });
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk);
    const [, data] = FRAME.exec(text) ?? [];
    // Leaving the loop ends the stream, as a client does that has seen enough.
    if (data !== undefined) return JSON.parse(data);
  }
  throw new Error(`the stream ended without a use: ${text}`);
}

const callWith = (service: TestService, as: string) => service.call({ url: '/api/v2/caller-identity', as });

test('who may see a token is told of its first use while they wait, before anything is written', async (t) => {
  const service = await startTestService(t);
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  const token = await service.createToken({ name: 'watched', role: 'reader' });
  const waiting = firstUse(service, token._id, service.ownerSecret);
  await callWith(service, token.token);
  const used = await waiting;
  assert.deepEqual(
    [used.lastUsed, used.lastUsedAddress, used.superseded],
    [service.clock.nowMs, '127.0.0.1', false],
  );
  assert.equal(
    service.query('select last_used_at from tokens where id = ?', token._id)[0]?.last_used_at,
    null,
  );
});

test('a use that was written is told, and one of an older secret is said to be that', async (t) => {
  const service = await startTestService(t);
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  const token = await service.createToken({ name: 'rotated', role: 'reader' });
  const reset = await service.call({
    method: 'POST',
    url: `/api/v2/tokens/${token._id}/reset`,
    payload: { expiry: service.clock.nowMs + 3_600_000 },
  });
  await callWith(service, token.token);
  assert.equal((await firstUse(service, token._id, service.ownerSecret)).superseded, true, 'from memory');
  await service.flush();
  assert.equal((await firstUse(service, token._id, service.ownerSecret)).superseded, true, 'from the store');
  service.clock.advance(1_000);
  await callWith(service, reset.json().token);
  await service.flush();
  assert.equal((await firstUse(service, token._id, service.ownerSecret)).superseded, false);
});

test('a token that one may not see has no events, like one that does not exist', async (t) => {
  const service = await startTestService(t);
  const other = await service.addMember('reader', 'reader');
  const token = await service.createToken({ name: 'private', role: 'reader' });
  const bodies = [];
  for (const id of [token._id, 'f'.repeat(24)]) {
    const response = await service.call({ url: `/api/v2/tokens/${id}/events`, as: other.secret });
    assert.equal(response.statusCode, 404);
    const { requestId: _, ...body } = response.json();
    bodies.push(body);
  }
  assert.deepEqual(bodies[0], bodies[1]);
  assert.equal((await service.call({ url: `/api/v2/tokens/${token._id}/events`, as: null })).statusCode, 401);
});

test('streams end when the service stops', async (t) => {
  const service = await startTestService(t);
  const url = await service.app.listen({ host: '127.0.0.1', port: 0 });
  const token = await service.createToken({ name: 'watched', role: 'reader' });
  const response = await fetch(`${url}/api/v2/tokens/${token._id}/events`, {
    headers: { authorization: service.ownerSecret },
  });
  const whole = response.text();
  await service.app.close();
  assert.match(await whole, /: alive/);
});

/** Streams of a token that are open at once: what each told is known when it has ended, or has told of a use. */
async function openStreams(service: TestService, id: string, callers: readonly Record<string, string>[]) {
  const { port } = service.app.server.address() as { readonly port: number };
  return Promise.all(
    callers.map(async (headers) => {
      const response = await fetch(`http://127.0.0.1:${port}/api/v2/tokens/${id}/events`, {
        headers,
        signal: AbortSignal.timeout(20_000),
      });
      assert.equal(response.status, 200);
      const reader = response.body?.getReader();
      await reader?.read();
      const whole = async () => {
        let text = '';
        for (;;) {
          const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
          if (done || text.includes('event: used')) return text;
          text += new TextDecoder().decode(value);
        }
      };
      return { ended: whole(), leave: () => reader?.cancel() };
    }),
  );
}

const cookieOf = (browser: Browser) => ({
  cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
});

test('whoever may not see a token any more is told nothing more: their stream ends', async (t) => {
  const service = await startTestService(t);
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  const watched = await service.createToken({ name: 'watched', role: 'reader', serviceToken: true });
  const disabled = await service.createToken({ name: 'disabled', role: 'admin' });
  const narrowed = await service.createToken({ name: 'narrowed', role: 'admin' });
  const moved = await service.createToken({ name: 'moved', role: 'admin' });
  const member = await addSigner(service, 'grace@example.com', 'admin');
  const browser = new Browser(service);
  await browser.signIn(member.email);

  const tokens = [disabled, narrowed, moved].map(({ token }) => ({ authorization: token }));
  const streams = await openStreams(service, watched._id, [...tokens, cookieOf(browser)]);
  const patch = (id: string, payload: object) =>
    service.call({ method: 'PATCH', url: `/api/v2/tokens/${id}`, payload });
  const blind = [{ effect: 'deny', resources: ['service-token/*'], actions: ['viewToken'] }];
  const answers = [
    await patch(disabled._id, [{ op: 'replace', path: '/disabled', value: true }]),
    await patch(narrowed._id, [
      { op: 'remove', path: '/role' },
      { op: 'add', path: '/inlineRole', value: blind },
    ]),
    await patch(moved._id, [{ op: 'replace', path: '/allowedIps', value: ['192.0.2.7'] }]),
    await browser.call({ method: 'DELETE', url: '/api/v2/session' }),
  ];
  assert.deepEqual(
    answers.map(({ statusCode, body }) => (statusCode < 300 ? 'done' : body)),
    ['done', 'done', 'done', 'done'],
  );
  await callWith(service, watched.token);
  for (const { ended } of streams) assert.ok(!(await ended).includes('event: used'));
});

test('a stream ends when the data may be served no more', async (t) => {
  const service = await startTestService(t);
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  const token = await service.createToken({ name: 'watched', role: 'reader' });
  const [stream] = await openStreams(service, token._id, [{ authorization: service.ownerSecret }]);
  service.write('update epochs set accepted_at = null');
  await service.app.deployment?.epoch.look();
  assert.equal((await service.call({ url: '/api/v2/caller-identity' })).statusCode, 503);
  assert.ok(!(await stream?.ended)?.includes('event: used'));
});

test('a stream keeps no session alive, and ends with it', async (t) => {
  const service = await startTestService(t);
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  const token = await service.createToken({ name: 'watched', role: 'reader' });
  const member = await addSigner(service, 'grace@example.com', 'admin');
  const browser = new Browser(service);
  await browser.signIn(member.email);
  const seen = () => service.query('select * from auth_session');
  const before = seen();
  service.clock.advance(29 * 60_000);
  const [stream] = await openStreams(service, token._id, [cookieOf(browser)]);
  assert.deepEqual(seen(), before);
  service.clock.advance(60_000);
  await stream?.ended;
  assert.equal(await browser.isSignedIn(), false);
});

test('a caller has at most eight streams, whatever others have, and another once one has ended', async (t) => {
  const service = await startTestService(t);
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  const token = await service.createToken({ name: 'watched', role: 'reader' });
  const other = await service.addMember('admin', 'admin');
  const as = { authorization: service.ownerSecret };
  const streams = await openStreams(service, token._id, new Array(8).fill(as));
  const refused = await service.call({ url: `/api/v2/tokens/${token._id}/events` });
  assert.deepEqual(
    [refused.statusCode, refused.json().code, refused.headers['retry-after']],
    [429, 'rate_limited', '5'],
  );
  streams.push(...(await openStreams(service, token._id, [{ authorization: other.secret }])));
  await streams.shift()?.leave();
  const { port } = service.app.server.address() as { readonly port: number };
  const again = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v2/tokens/${token._id}/events`, {
      headers: as,
    });
    await response.body?.cancel();
    return response.status;
  };
  // The service hears a little later that a client has left.
  let status = await again();
  for (let attempt = 0; status === 429 && attempt < 100; attempt++) status = await again();
  assert.equal(status, 200);
  for (const { leave } of streams) await leave();
});

test('`include=access` says of each token what the caller may do, and of the list whether they may create', async (t) => {
  const service = await startTestService(t);
  const member = await addSigner(service, 'grace@example.com', 'admin');
  const browser = new Browser(service);
  await browser.signIn(member.email);
  const own = await browser.call({
    method: 'POST',
    url: '/api/v2/tokens',
    payload: { name: 'own', role: 'reader' },
  });
  const foreign = await service.createToken({ name: 'foreign', role: 'reader' });
  const service_ = await service.createToken({ name: 'service', role: 'reader', serviceToken: true });

  const deniedOn = async (id: string) => {
    const response = await browser.call({ url: `/api/v2/tokens/${id}?include=access` });
    return response.json()._access.denied.map(({ action }: { action: string }) => action);
  };
  assert.deepEqual(await deniedOn(own.json()._id), []);
  assert.deepEqual(await deniedOn(foreign._id), ['resetAccessToken'], 'nobody gets the secret of another');
  assert.deepEqual(await deniedOn(service_._id), []);

  const plain = await browser.call({ url: '/api/v2/tokens?showAll=true' });
  assert.equal(plain.json()._access, undefined);
  assert.ok(
    plain.json().items.every((item: object) => !('_access' in item)),
    'only where it was asked for',
  );

  const reader = await addSigner(service, 'reader@example.com', 'reader');
  await browser.signIn(reader.email);
  const list = (await browser.call({ url: '/api/v2/tokens?include=access' })).json();
  assert.deepEqual(list._access, {
    allowed: [
      { action: 'createAccessToken', resource: `member/${reader.id}:token/*`, reason: { effect: 'allow' } },
    ],
    denied: [{ action: 'createAccessToken', resource: 'service-token/*', reason: { effect: 'deny' } }],
  });
  const answered = list.items.find(({ _id }: { _id: string }) => _id === service_._id);
  assert.equal(answered._access.allowed.length, 0);
  const unknown = await browser.call({ url: '/api/v2/tokens?include=secrets' });
  assert.deepEqual([unknown.statusCode, /include/.test(unknown.json().message)], [400, true]);
});
