/** Q3, Q10: answers that nobody takes cost a bounded amount of memory, for a bounded time. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { type TestContext, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { endUnreadAnswers } from '../src/http/limits/end-unread-answers.ts';
import { takeTurns } from '../src/http/limits/take-turns.ts';

const MEBIBYTE = 1_048_576;
const REQUEST = 'GET / HTTP/1.1\r\nHost: keyward\r\n\r\n';
const LOOK_MS = 1_000;

async function serve(t: TestContext, listener: RequestListener) {
  const server = createServer(listener);
  const accepted: Socket[] = [];
  server.on('connection', (socket) => accepted.push(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const clients: Socket[] = [];
  t.after(async () => {
    for (const socket of [...clients, ...accepted]) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  /** A client that reads nothing before it is told to, and the end of its connection at the server. */
  async function ask(times = 1) {
    const client = connect(port, '127.0.0.1').on('error', () => undefined);
    client.pause();
    clients.push(client);
    const [peer] = (await once(server, 'connection')) as [Socket];
    client.write(REQUEST.repeat(times));
    return { client, peer };
  }
  return { server, ask };
}

async function until(isReached: () => boolean): Promise<void> {
  while (!isReached()) await turn();
}

test('of the requests that a connection sends ahead four are worked on, and each further one once an answer was taken, in their order', async (t) => {
  const begun: { readonly response: ServerResponse; readonly path: string }[] = [];
  const { server, ask } = await serve(
    t,
    takeTurns((request, response) => void begun.push({ response, path: request.url ?? '' })),
  );
  let came = 0;
  server.on('request', () => came++);
  const { client } = await ask(0);
  let received = '';
  client.setEncoding('latin1').on('data', (chunk: string) => {
    received += chunk;
  });
  client.resume();
  const paths = Array.from({ length: 20 }, (_, index) => `/${index}`);
  client.write(paths.map((path) => REQUEST.replace('/', path)).join(''));
  await until(() => came === paths.length);
  assert.deepEqual(
    begun.map(({ path }) => path),
    ['/0', '/1', '/2', '/3'],
  );
  const answered = () => [...received.matchAll(/answer (\/\d+)/g)].map(([, path]) => path);
  for (let next = 0; next < paths.length; next++) {
    begun[next]?.response.end(`answer ${begun[next]?.path} `);
    await until(() => answered().length === next + 1);
    await until(() => begun.length === Math.min(paths.length, next + 5));
  }
  assert.deepEqual(answered(), paths);
});

test('what a connection sent ahead is not begun once it has ended', async (t) => {
  let begun = 0;
  let came = 0;
  const { server, ask } = await serve(
    t,
    takeTurns(() => void begun++),
  );
  server.on('request', () => came++);
  const { client, peer } = await ask(20);
  await until(() => came === 20);
  client.destroy();
  await until(() => peer.destroyed);
  await turn();
  assert.equal(begun, 4);
});

/** A server whose clock stands still between looks. */
async function serveUnread(t: TestContext, bytes: number) {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const body = Buffer.alloc(bytes);
  const { server, ask } = await serve(t, (_request, response) => response.end(body));
  let ended = 0;
  const stop = endUnreadAnswers(server, (connections) => {
    ended += connections;
  });
  t.after(stop);
  const look = (times = 1) => t.mock.timers.tick(times * LOOK_MS);
  async function askUnread() {
    const asked = await ask();
    await until(() => asked.peer.writableNeedDrain);
    return asked;
  }
  return { ask, askUnread, look, ended: () => ended };
}

test('Q3: an answer that is not taken ends its connection after a minute, and not before', async (t) => {
  const { askUnread, look, ended } = await serveUnread(t, 24 * MEBIBYTE);
  const { peer } = await askUnread();
  look(59);
  assert.equal(peer.destroyed, false);
  look();
  assert.deepEqual([peer.destroyed, ended()], [true, 1]);
});

test('who takes an answer within the minute keeps the connection, and the next answer has a minute of its own', async (t) => {
  const { askUnread, look, ended } = await serveUnread(t, 24 * MEBIBYTE);
  const { client, peer } = await askUnread();
  look(59);
  let received = 0;
  client.on('data', (chunk: Buffer) => {
    received += chunk.length;
  });
  client.resume();
  await until(() => received > 24 * MEBIBYTE && !peer.writableNeedDrain);
  client.pause();
  client.write(REQUEST);
  await until(() => peer.writableNeedDrain);
  look(59);
  assert.deepEqual([peer.destroyed, ended()], [false, 0]);
  look();
  assert.equal(peer.destroyed, true);
});

test('Q3: more than all readers together may leave waiting ends the longest waiting, and nobody who reads', async (t) => {
  const { ask, askUnread, look, ended } = await serveUnread(t, 48 * MEBIBYTE);
  const first = await askUnread();
  look();
  const others = [await askUnread(), await askUnread()];
  const reader = await ask();
  let received = 0;
  reader.client.on('data', (chunk: Buffer) => {
    received += chunk.length;
  });
  reader.client.resume();
  await until(() => received > 48 * MEBIBYTE);
  look();
  assert.deepEqual(
    [first, ...others, reader].map(({ peer }) => peer.destroyed),
    [true, false, false, false],
  );
  look(10);
  assert.equal(ended(), 1);
});
