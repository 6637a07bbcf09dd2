import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import { FaultyProxy } from './faulty-proxy.ts';
import { ServerMessages } from './server-messages.ts';

/** A message as a server sends it. */
function message(kind: string, body: string): Buffer {
  const head = Buffer.alloc(5);
  head.write(kind);
  head.writeUInt32BE(4 + body.length, 1);
  return Buffer.concat([head, Buffer.from(body)]);
}

/** A server that is connected through a proxy; both ends remember what they heard. */
async function connected(t: TestContext) {
  const servers: Socket[] = [];
  const heardByServer: string[] = [];
  const listener = createServer((socket) => {
    servers.push(socket);
    socket.on('data', (data) => heardByServer.push(String(data)));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  assert.ok(typeof address === 'object' && address !== null);
  const proxy = await FaultyProxy.listen(address.port, () => 0.5);
  t.after(async () => {
    await proxy.close();
    listener.close();
  });
  const port = Number(new URL(proxy.through('postgres://x/y')).port);
  const dial = async () => {
    const client = connect(port, '127.0.0.1');
    const heard: string[] = [];
    const closed = new Promise<boolean>((resolve) => client.on('close', resolve));
    client.on('data', (data) => heard.push(String(data)));
    client.on('error', () => undefined);
    await Promise.race([once(client, 'connect').catch(() => undefined), closed]);
    return { client, heard, closed };
  };
  const one = await dial();
  await until(() => servers.length === 1);
  const [server] = servers;
  assert.ok(server);
  return { proxy, server, heardByServer, ...one, dial };
}

async function until(isReached: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!isReached()) {
    assert.ok(performance.now() < deadline, 'it never came to that');
    await after(1);
  }
}

test('messages are cut out of any pieces, whole and in order', () => {
  const stream = Buffer.concat([message('R', ''), message('A', 'x'.repeat(300)), message('Z', 'I')]);
  for (const size of [1, 2, 5, 7, 1_000]) {
    const messages = new ServerMessages();
    const found: Buffer[] = [];
    for (let at = 0; at < stream.length; at += size)
      found.push(...messages.take(stream.subarray(at, at + size)));
    assert.deepEqual(
      found.map((each) => String.fromCharCode(each[0] ?? 0)),
      ['R', 'A', 'Z'],
    );
    assert.deepEqual(Buffer.concat(found), stream);
  }
});

test('what NOTIFY caused can be eaten, and everything else still arrives', async (t) => {
  const { proxy, server, heard } = await connected(t);
  server.write(Buffer.concat([message('A', 'one'), message('Z', 'I')]));
  await until(() => heard.join('').includes('Z'));
  assert.ok(heard.join('').includes('one'), 'a healthy connection delivers it');
  proxy.eatNotifications();
  server.write(Buffer.concat([message('A', 'two'), message('D', 'row')]));
  await until(() => heard.join('').includes('row'));
  assert.equal(heard.join('').includes('two'), false);
  assert.equal(proxy.eaten, 1);
});

test('a delay keeps the order and takes its time', async (t) => {
  const { proxy, client, heardByServer } = await connected(t);
  proxy.delay({ latencyMs: 40, jitterMs: 20 });
  const startedAt = performance.now();
  for (const word of ['a', 'b', 'c']) client.write(word);
  await until(() => heardByServer.join('') === 'abc');
  assert.ok(performance.now() - startedAt >= 40);
});

test('a black hole keeps connections and tells nobody; what it kept back arrives afterwards', async (t) => {
  const { proxy, client, heardByServer, dial } = await connected(t);
  proxy.blackHole();
  client.write('old');
  const late = await dial();
  late.client.write('new');
  await after(50);
  assert.deepEqual(heardByServer, []);
  assert.equal(client.destroyed, false);
  proxy.heal();
  await until(() => heardByServer.length === 2);
  assert.deepEqual(heardByServer.sort(), ['new', 'old']);
});

test('a half-open connection is dead for the server alone, for ever, while new ones work', async (t) => {
  const { proxy, client, server, heardByServer, dial } = await connected(t);
  proxy.halfOpen();
  await until(() => server.destroyed);
  client.write('lost');
  const fresh = await dial();
  fresh.client.write('fresh');
  await until(() => heardByServer.length === 1);
  proxy.heal();
  await after(50);
  assert.deepEqual(heardByServer, ['fresh']);
  assert.equal(client.destroyed, false, 'it was never told');
});

test('a reset ends connections once, a refusal each new one too', async (t) => {
  const { proxy, closed, dial } = await connected(t);
  proxy.reset();
  assert.equal(await closed, true);
  const second = await dial();
  proxy.refuse();
  assert.equal(await second.closed, true);
  const third = await dial();
  assert.equal(await third.closed, true);
  proxy.heal();
  const fourth = await dial();
  fourth.client.write('hello');
  await until(() => proxy.openLinks === 1);
});
