import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { type PostgresCluster, startPostgresCluster } from '../test/postgres-cluster.ts';
import { callApi, createToken, statusOfSecret } from './call-api.ts';
import {
  type Environment,
  type KeywardProcess,
  runKeyward,
  startKeyward,
  temporaryDirectory,
} from './keyward-process.ts';
import { openRawConnection, type RawAnswer, type RawConnection } from './raw-connection.ts';
import { untilReady } from './until-ready.ts';

const WORKERS = 3;
/** What was promised for a change while a worker is stopped, and some time for a busy machine. */
const LONGEST_CHANGE_MS = 1_000 + 2_000;
const MOST_CONNECTIONS = 600;
/** As `/proc/net/tcp` has it. */
const ESTABLISHED = '01';

let cluster: PostgresCluster;
before(async () => {
  cluster = await startPostgresCluster();
});
after(() => cluster.stop());

async function newEnvironment(): Promise<Environment> {
  return {
    KEYWARD_DATABASE_URL: await cluster.createDatabase(),
    KEYWARD_PEPPER: randomBytes(32).toString('base64'),
    // A busy machine needs many connections to reach each worker, and an ended token over all of them counts as guesses.
    KEYWARD_GUESS_LIMIT: '0',
  };
}

function workersOf({ pid }: KeywardProcess): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.trim().split(/\s+/).filter(Boolean).map(Number);
}

/** The lines of `/proc/net/tcp` about connections to a port, as this machine's own side of them has them. */
function connectionLines(port: number): string[][] {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const lines = readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  return lines.filter(([, local = '', , state]) => local.endsWith(`:${hexPort}`) && state === ESTABLISHED);
}

/** Whether all that was sent to a port has been taken out of the hands of the kernel. */
function isAllRead(port: number): boolean {
  return connectionLines(port).every(([, , , , queues = '']) => queues.endsWith(':00000000'));
}

/** How many connections of this port a worker has. */
function connectionsOf(pid: number, port: number): number {
  const held = new Set(
    readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`);
      } catch {
        return '';
      }
    }),
  );
  return connectionLines(port).filter(([, , , , , , , , , inode]) => held.has(`socket:[${inode}]`)).length;
}

/** Whichever worker is free takes a connection: so many that each has taken some. */
async function connectToAll(t: TestContext, node: KeywardProcess): Promise<RawConnection[]> {
  const pids = workersOf(node);
  const before = new Map(pids.map((pid) => [pid, connectionsOf(pid, node.port)]));
  const connections: RawConnection[] = [];
  const isComplete = () => pids.every((pid) => connectionsOf(pid, node.port) >= (before.get(pid) ?? 0) + 2);
  while (!isComplete()) {
    assert.ok(connections.length < MOST_CONNECTIONS, 'a worker takes no connection');
    const more = Array.from({ length: WORKERS }, () => openRawConnection(t, node.port));
    await statuses(more, 'GET /healthz HTTP/1.1\r\nHost: keyward\r\n\r\n');
    connections.push(...more);
  }
  return connections;
}

function request(method: string, path: string, secret: string, body = ''): string {
  const fields = [
    `Host: keyward`,
    `Authorization: ${secret}`,
    ...(body === '' ? [] : ['Content-Type: application/json', `Content-Length: ${body.length}`]),
  ];
  return `${method} ${path} HTTP/1.1\r\n${fields.join('\r\n')}\r\n\r\n${body}`;
}

const verify = (secret: string) => request('GET', '/api/v2/caller-identity', secret);

async function ask(connection: RawConnection, text: string): Promise<RawAnswer> {
  connection.write(text);
  const [answer] = await connection.answers(1);
  assert.ok(answer);
  return answer;
}

async function statuses(connections: readonly RawConnection[], text: string): Promise<number[]> {
  const answers = await Promise.all(connections.map((connection) => ask(connection, text)));
  return answers.map(({ status }) => status);
}

function all<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value);
}

async function until(isReached: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!(await isReached())) {
    assert.ok(performance.now() < deadline, what);
    await pause(20);
  }
}

async function metric(node: KeywardProcess, name: string): Promise<number> {
  const text = await (await fetch(`${node.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
}

test('the workers of a node', async (t) => {
  const environment = await newEnvironment();
  const node = await startKeyward(t, { environment, flags: ['--workers', String(WORKERS)] });
  await untilReady(node);
  const [code = ''] = await node.stderrMatch(/kwb_[0-9A-Za-z]{36}/);
  assert.equal(node.stderr().match(/kwb_/g)?.length, 1, 'one code is good, and one is printed');
  const email = 'ada@example.com';
  const password = 'correct horse battery staple';
  const setUp = await callApi(node.url, '/api/v2/setup', { method: 'POST', body: { code, email, password } });
  assert.equal(setUp.status, 201, setUp.text);
  const owner = String(setUp.body?.token);

  await t.test('sessions and repeated calls work whichever worker they come to', async (t) => {
    const signedIn = await callApi(node.url, '/api/v2/session', {
      method: 'POST',
      body: { email, password },
      headers: { origin: node.url, 'x-keyward-request': '1' },
    });
    assert.equal(signedIn.status, 201, signedIn.text);
    const cookie = signedIn.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ');
    const connections = await connectToAll(t, node);
    const withCookie = ['GET /api/v2/tokens HTTP/1.1', `Host: 127.0.0.1:${node.port}`, `Cookie: ${cookie}`];
    const read = await statuses(connections, `${withCookie.join('\r\n')}\r\n\r\n`);
    assert.deepEqual(read, all(connections.length, 200));

    const body = JSON.stringify({ key: 'once', name: 'once', policy: [] });
    const role = request('POST', '/api/v2/roles', owner, body);
    const keyed = role.replace('\r\n\r\n', '\r\nIdempotency-Key: once-over-all-workers\r\n\r\n');
    for (const connection of connections) {
      const { status, headers, text } = await ask(connection, keyed);
      assert.equal(status, 201, text);
      assert.equal(headers['idempotent-replayed'], connection === connections[0] ? undefined : 'true');
    }
  });

  await t.test(
    'a token that is ended through one worker works through none, from the answer on',
    async (t) => {
      const connections = await connectToAll(t, node);
      for (let round = 0; round < 10; round++) {
        const { id, secret } = await createToken(node.url, owner);
        // Twice: the second time from memory.
        for (let time = 0; time < 2; time++) {
          assert.deepEqual(await statuses(connections, verify(secret)), all(connections.length, 200));
        }
        const through = connections[round % connections.length];
        assert.ok(through);
        const ended = await ask(through, request('DELETE', `/api/v2/tokens/${id}`, owner));
        const after = await statuses(connections, verify(secret));
        assert.equal(ended.status, 204, ended.text);
        assert.deepEqual(after, all(connections.length, 401));
      }
      assert.equal(await metric(node, 'keyward_workers'), WORKERS);
      assert.equal(await metric(node, 'keyward_workers_replaced_total'), 0);
      const hits = await metric(node, 'keyward_principal_cache_lookups_total\\{result="hit"\\}');
      assert.ok(hits > connections.length, `all workers together answered ${hits} from memory`);
    },
  );

  await t.test('a stream of events tells of uses that came to any worker', async (t) => {
    const { id, secret } = await createToken(node.url, owner);
    const leaving = new AbortController();
    t.after(() => leaving.abort());
    const stream = await fetch(`${node.url}/api/v2/tokens/${id}/events`, {
      headers: { authorization: owner },
      signal: leaving.signal,
    });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    assert.ok(reader);
    for (const [index, connection] of (await connectToAll(t, node)).slice(-4).entries()) {
      const agent = `User-Agent: agent-${index}\r\n\r\n`;
      const { status } = await ask(connection, verify(secret).replace('\r\n\r\n', `\r\n${agent}`));
      assert.equal(status, 200);
      const usedAt = performance.now();
      for (let told = ''; !told.includes(`agent-${index}`); ) {
        const { value = '', done } = await reader.read();
        assert.equal(done, false);
        told += value;
      }
      assert.ok(performance.now() - usedAt < 15_000, 'before it is written');
    }
  });

  await t.test(
    'while a worker is stopped, a change through another waits for the bound at most, and the stopped one, continued, lets nothing through that was ended',
    async (t) => {
      const { id, secret } = await createToken(node.url, owner);
      const connections = await connectToAll(t, node);
      for (let time = 0; time < 2; time++) {
        assert.deepEqual(await statuses(connections, verify(secret)), all(connections.length, 200));
      }
      const [stopped] = workersOf(node);
      assert.ok(stopped);
      process.kill(stopped, 'SIGSTOP');
      const living: RawConnection[] = [];
      const waiting: RawConnection[] = [];
      await Promise.all(
        connections.map(async (connection) => {
          const answer = ask(connection, 'GET /healthz HTTP/1.1\r\nHost: keyward\r\n\r\n');
          const isLiving = await Promise.race([answer.then(() => true), pause(600, false)]);
          answer.catch(() => undefined);
          (isLiving ? living : waiting).push(connection);
        }),
      );
      assert.ok(
        living.length > 0 && waiting.length > 0,
        `${living.length} and ${waiting.length} connections`,
      );

      // The grant of the stopped worker is renewed, so that it would answer from memory when it goes on.
      process.kill(stopped, 'SIGCONT');
      await statuses(waiting, verify(secret));
      await pause(250);
      process.kill(stopped, 'SIGSTOP');
      const [through] = living;
      assert.ok(through);
      const askedAt = performance.now();
      const ended = await ask(through, request('DELETE', `/api/v2/tokens/${id}`, owner));
      const tookMs = performance.now() - askedAt;
      t.diagnostic(`the change took ${tookMs.toFixed(0)} ms`);
      assert.equal(ended.status, 204, ended.text);
      assert.ok(tookMs < LONGEST_CHANGE_MS, `${tookMs} ms`);
      const late = statuses(waiting, verify(secret));
      process.kill(stopped, 'SIGCONT');
      assert.deepEqual(await late, all(waiting.length, 401));
      assert.deepEqual(await statuses(living, verify(secret)), all(living.length, 401));
      assert.ok(workersOf(node).includes(stopped), 'a worker that goes on soon is not replaced');
    },
  );

  await t.test('after kill -9 of a worker the others serve, and another takes its place', async (t) => {
    const { secret } = await createToken(node.url, owner);
    const connections = await connectToAll(t, node);
    assert.deepEqual(await statuses(connections, verify(secret)), all(connections.length, 200));
    const [killed] = workersOf(node);
    assert.ok(killed);
    let cut = 0;
    for (const { closed } of connections) void closed.then(() => cut++);
    process.kill(killed, 'SIGKILL');
    await until(() => cut > 0, 'its connections are closed');
    assert.ok(cut < connections.length, 'those of the others are not');
    const others = Array.from({ length: 3 * WORKERS }, () => openRawConnection(t, node.port));
    assert.deepEqual(await statuses(others, verify(secret)), all(others.length, 200));
    await until(() => workersOf(node).length === WORKERS, 'another worker takes its place');
    assert.equal(workersOf(node).includes(killed), false);
    await until(async () => (await metric(node, 'keyward_workers_replaced_total')) === 1, 'it is counted');
    assert.match(node.stderr(), new RegExp(`^keyward: worker ${killed} ended \\(SIGKILL\\);`, 'm'));
    assert.equal(node.stderr().match(/^keyward: serving /gm)?.length, 1);
  });

  await t.test('SIGTERM lets calls under way end in every worker, then all are gone', async (t) => {
    const workers = workersOf(node);
    const said = node.stderr();
    const body = '{"role": "reader", "name": "under way"}';
    const post = request('POST', '/api/v2/tokens', owner, body);
    const connections = (await connectToAll(t, node)).slice(-4 * WORKERS);
    for (const connection of connections) connection.write(post.slice(0, -10));
    await statusOfSecret(node.url, owner);
    await until(() => isAllRead(node.port), 'the workers have read what was sent');
    process.kill(node.pid, 'SIGTERM');
    await pause(100);
    for (const connection of connections) connection.write(post.slice(-10));
    const answers = await Promise.all(connections.map((connection) => connection.answers(1)));
    assert.deepEqual(
      answers.flat().map(({ status }) => status),
      all(connections.length, 201),
    );
    assert.deepEqual(await node.exit, { code: 0, signal: null });
    for (const pid of workers) assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
    assert.equal(node.stderr(), said, 'nothing went wrong');
  });
});

test('a worker tells of the checkpoints that its supervisor signs', async (t) => {
  const place = temporaryDirectory(t);
  const environment = {
    ...(await newEnvironment()),
    KEYWARD_AUDIT_CHECKPOINTS: join(place, 'checkpoints.jsonl'),
    KEYWARD_AUDIT_KEY_FILE: join(place, 'audit-key.pem'),
    KEYWARD_AUDIT_CHECKPOINT_SECONDS: '1',
  };
  const node = await startKeyward(t, { environment, flags: ['--workers', '2'] });
  await untilReady(node);
  const [code = ''] = await node.stderrMatch(/kwb_[0-9A-Za-z]{36}/);
  const person = { email: 'ada@example.com', password: 'correct horse battery staple' };
  const setUp = await callApi(node.url, '/api/v2/setup', { method: 'POST', body: { code, ...person } });
  const secret = String(setUp.body?.token);
  const chain = async () => (await callApi(node.url, '/api/v2/auditlog/chain', { secret })).body;
  await until(async () => (await chain())?.status === 'continued', 'a worker knows the checkpoint');
  const lines = readFileSync(environment.KEYWARD_AUDIT_CHECKPOINTS, 'utf8').trim().split('\n');
  const { key } = JSON.parse(lines[0] ?? '');
  assert.partialDeepStrictEqual(await chain(), { checkpoint: { key } });
  let previous = '';
  for (const { signature, ...checkpoint } of lines.map((line) => JSON.parse(line))) {
    assert.equal(checkpoint.previous, previous, 'the supervisor alone signs');
    previous = signature;
  }
});

test('workers on a data directory, or no number of them, are refused with what to do', async (t) => {
  const data = temporaryDirectory(t);
  const environment = await newEnvironment();
  for (const [words, variables, reason] of [
    [
      ['--data', data, '--create', '--workers', '2'],
      {},
      /one process at a time may open a data directory; give a PostgreSQL database/,
    ],
    [['--workers', '0'], environment, /`--workers`: `0` is no number of workers; give 1 to 64/],
  ] as const) {
    const { code, stderr } = await runKeyward(['serve', ...words], { environment: variables });
    assert.equal(code, 1, stderr);
    assert.match(stderr, reason);
  }
});

test('what keeps workers from serving ends the start, and is said once', async (t) => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  t.after(() => other.close());
  const { port } = other.address() as AddressInfo;
  const words = ['serve', '--workers', '3', '--port', String(port)];
  const { code, stderr } = await runKeyward(words, { environment: await newEnvironment() });
  assert.equal(code, 1, stderr);
  assert.equal(stderr.match(/is in use; stop the other program/g)?.length, 1, stderr);
});
