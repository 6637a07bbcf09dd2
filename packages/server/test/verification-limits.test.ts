/** Nobody who verifies by themselves takes the service, or a place on it, from the others. */
import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { newObjectId } from '../src/object-id.ts';
import { startTestService, type TestService } from './test-service.ts';

const USES = '/api/v2/verification/uses';
const REPORTS_IN_A_WINDOW = 300;
const BOUND_MS = 1_000;

async function verifierOf(service: TestService): Promise<string> {
  const body = { name: 'verifier', serviceToken: true, customRoleIds: ['keyward-verifier'] };
  return (await service.createToken(body)).token;
}

function reporting(service: TestService, as: string, reporter: string) {
  let number = 0;
  return (uses: readonly object[]) =>
    service.call({ as, method: 'POST', url: USES, payload: { reporter, number: ++number, uses } });
}

test('a report of uses holds a hundred, however long their words are, and nothing of a larger one is noted', async (t) => {
  const service = await startTestService(t);
  const report = reporting(service, await verifierOf(service), 'r');
  const token = await service.createToken({ role: 'reader' });
  const lastUsed = async () => (await service.call({ url: `/api/v2/tokens/${token._id}` })).json().lastUsed;
  const use = (agent: string) => ({
    tokenId: token._id,
    secretId: newObjectId(),
    at: service.clock.nowMs,
    address: '2001:db8::ffff:ffff:ffff:ffff',
    agent,
    allowed: 1_000_000_000,
    denied: 1_000_000_000,
  });
  const many = (count: number, agent: string) => Array.from({ length: count }, () => use(agent));
  assert.equal((await report(many(101, 'curl/8'))).statusCode, 400);
  assert.equal((await report(many(100, 'x'.repeat(1_500)))).statusCode, 413);
  assert.equal(await lastUsed(), 0);
  const largest = await report(many(100, 'é'.repeat(256)));
  assert.equal(largest.statusCode, 204, largest.body);
  assert.equal(await lastUsed(), service.clock.nowMs);
});

test('whoever reports uses too often waits, and others report meanwhile', async (t) => {
  const service = await startTestService(t);
  const [eager, other] = [await verifierOf(service), await verifierOf(service)];
  const report = reporting(service, eager, 'eager');
  for (let each = 0; each < REPORTS_IN_A_WINDOW; each++)
    assert.equal((await report([])).statusCode, 204, String(each));
  const token = await service.createToken({ role: 'reader' });
  const use = { tokenId: token._id, secretId: newObjectId(), at: service.clock.nowMs, allowed: 5, denied: 0 };
  const usage = async () => (await service.call({ url: `/api/v2/tokens/${token._id}?include=usage` })).json();
  const refused = await report([use]);
  assert.equal(refused.statusCode, 429);
  const seconds = Number(refused.headers['retry-after']);
  assert.ok(seconds >= 1 && seconds <= 10, String(seconds));
  assert.equal((await usage()).usage.allowed.at(-1), 0);
  assert.equal((await reporting(service, other, 'other')([use])).statusCode, 204);
  assert.equal((await usage()).usage.allowed.at(-1), 5);
  const asked = await service.call({
    as: eager,
    method: 'POST',
    url: '/api/v2/verification/principals',
    payload: { token: token.token },
  });
  assert.equal(asked.statusCode, 200, 'what they verify with is not limited by it');
});

/** Follows without ever reading. */
function followUnread(url: string, authorization: string): Socket {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined).pause();
  socket.write(
    `GET /api/v2/verification/stream HTTP/1.1\r\nhost: ${host}\r\nauthorization: ${authorization}\r\n\r\n`,
  );
  return socket;
}

test('a follower that does not read loses its place once what waits for it has filled up; one that reads stays', async (t) => {
  const service = await startTestService(t, { config: { maxStalenessMs: BOUND_MS } });
  const url = await service.app.listen({ host: '127.0.0.1', port: 0 });
  const open = () =>
    new Promise<number>((resolve) => service.app.server.getConnections((_, n) => resolve(n)));
  const unread = followUnread(url, await verifierOf(service));
  const reading = await fetch(`${url}/api/v2/verification/stream`, {
    headers: { authorization: await verifierOf(service) },
  });
  let read = 0;
  const reader = reading.body?.getReader();
  const readAll = (async () => {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
      read += part.value.length;
  })();
  while ((await open()) < 2) await wait(10);
  const { accountId } = service;
  const entities = Array.from({ length: 900 }, () => ({
    kind: 'token' as const,
    id: newObjectId(),
    accountId,
  }));
  const change = async () => {
    const before = read;
    service.app.deployment?.followedChanges.add(entities);
    while (read < before + 20_000) await wait(1);
  };
  const deadline = performance.now() + 12_000;
  while ((await open()) === 2 && performance.now() < deadline) await change();
  const left = await open();
  // A service that ends would wait for it.
  unread.destroy();
  assert.equal(left, 1, 'the place is given back');
  await change();
  assert.equal(await open(), 1, 'whoever reads is still told');
  await reader?.cancel();
  await readAll;
});
