import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { type TestContext, test } from 'node:test';
import { createLogger, DatabaseAway, type OpenDeployment, readConfig } from '@keyward/server';
import { openConnections } from '../src/serve/open-connections.ts';
import { openWhenReachable } from '../src/serve/open-when-reachable.ts';
import { stopSignal } from '../src/serve/stop-signal.ts';

const NEVER = new Promise<never>(() => undefined);
/** Only ends a test that would wait for ever. */
const timeout = 20_000;

/** Waits for a database that is away at the first try. */
function waitFor(
  t: TestContext,
  { host = '127.0.0.1', port = '0', whenStopped = () => NEVER, atSecondTry = async (_port: number) => {} },
) {
  const write = t.mock.method(process.stderr, 'write', () => true);
  const close = t.mock.fn(async () => undefined);
  let tries = 0;
  const open = async () => {
    if (++tries === 1) throw new DatabaseAway('the database is away');
    const [, found] = /on http:\/\/[^:]+:(\d+): /.exec(String(write.mock.calls[0]?.arguments[0])) ?? [];
    await atSecondTry(Number(found));
    return { close } as Partial<OpenDeployment> as OpenDeployment;
  };
  const config = readConfig({}, { data: tmpdir(), host, port, insecureHttp: true });
  return { reached: openWhenReachable(config, createLogger('silent'), open, whenStopped), close };
}

async function connectSilently(t: TestContext, port: number) {
  const socket = connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
}

test('a connection that says nothing does not keep a node that waited for its database from serving', {
  timeout,
}, async (t) => {
  let waitedOn = 0;
  const { reached } = waitFor(t, {
    async atSecondTry(port) {
      waitedOn = port;
      await connectSilently(t, port);
    },
  });
  assert.equal(await (await reached)?.release(), waitedOn);
});

test('nor does one on which a TLS handshake never begins', { timeout }, async (t) => {
  const server = createServer();
  const cutConnections = openConnections({ server } as never);
  const accepted = once(server, 'connection');
  await once(server.listen(0, '127.0.0.1'), 'listening');
  await connectSilently(t, (server.address() as AddressInfo).port);
  await accepted;
  cutConnections();
  await once(server.close(), 'close');
});

const skip = process.getuid?.() !== 0 && 'only root may listen on port 80';

test('a node that waited on the port of its scheme serves on that port', { timeout, skip }, async (t) => {
  const { reached } = waitFor(t, { host: '127.8.0.80', port: '80' });
  assert.equal(await (await reached)?.release(), 80);
});

test('a node that is stopped while its database is reached closes what it opened, and does not serve', {
  timeout,
}, async (t) => {
  const stopped = Promise.withResolvers<never>();
  const { reached, close } = waitFor(t, {
    whenStopped: () => stopped.promise,
    atSecondTry: async () => stopped.resolve(undefined as never),
  });
  assert.equal(await reached, undefined);
  assert.equal(close.mock.callCount(), 1);
});

test('a signal that came while the service was starting is not forgotten', { timeout }, async (t) => {
  const exit = t.mock.method(process, 'exit', () => undefined as never);
  t.after(() => {
    for (const signal of ['SIGTERM', 'SIGINT']) process.removeAllListeners(signal);
  });
  const whenStopped = stopSignal();
  const first = whenStopped();
  process.emit('SIGTERM');
  await first;
  await whenStopped();
  assert.equal(exit.mock.callCount(), 0);
});
