import assert from 'node:assert/strict';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { askControlSocket, openControlSocket } from '../src/index.ts';
import { addSigner, Browser } from './browser.ts';
import { startTestService, temporaryDirectory } from './test-service.ts';

const OWNER = 'owner@example.com';
const REQUEST = { verb: 'members password-link', email: OWNER } as const;

async function startControl(t: TestContext) {
  const service = await startTestService(t);
  const directory = temporaryDirectory(t);
  const reported: unknown[] = [];
  const control = await openControlSocket(service.deployment, directory, (error) => reported.push(error));
  t.after(() => control.close().catch(() => undefined));
  return { service, directory, control, reported, path: join(directory, 'control.sock') };
}

/** Everything that is answered to these bytes. */
function exchange(path: string, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(path, () => socket.end(bytes));
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

function codes(service: { query(sql: string): Record<string, unknown>[] }): number {
  return Number(service.query('select count(*) as n from one_time_codes')[0]?.n);
}

test('a request is answered with a link, and audited as made on the shell', async (t) => {
  const { service, directory, path } = await startControl(t);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const made = await askControlSocket(directory, { ...REQUEST, email: OWNER.toUpperCase() });
  assert.match(made?.link ?? '', /^\/password#kwb_\w{36}$/);
  assert.equal(made?.expiresAt, service.clock.nowMs + 3_600_000);
  const [{ record } = {}] = service.query(
    "select record from audit_entries where record like '%PasswordLink%'",
  );
  const { actor, action, target } = JSON.parse(String(record));
  assert.deepEqual(actor, { system: 'keyward members password-link' });
  assert.deepEqual([action, target.name], ['createPasswordLink', OWNER]);
});

test('a link from the shell ends every session of the member, and the link before it', async (t) => {
  const { service, directory } = await startControl(t);
  const { email } = await addSigner(service);
  const browser = new Browser(service);
  await browser.signIn(email);
  assert.equal(await browser.isSignedIn(), true);
  const codeOf = async () => (await askControlSocket(directory, { ...REQUEST, email }))?.link.split('#')[1];
  const [first, second] = [await codeOf(), await codeOf()];
  assert.equal(await browser.isSignedIn(), false);
  const choose = async (code: string | undefined) => {
    const payload = { code, newPassword: 'a new and better password' };
    return (await service.call({ method: 'POST', url: '/api/v2/password', payload, as: null })).statusCode;
  };
  assert.deepEqual([await choose(first), await choose(second), await choose(second)], [401, 204, 401]);
});

test('what is no request is refused and does nothing: bytes, other verbs, more fields, too long a line', async (t) => {
  const { service, path, reported } = await startControl(t);
  for (const bytes of [
    '\n',
    'garbage\n',
    'null\n',
    '{"verb":"backup"}\n',
    `${JSON.stringify({ ...REQUEST, more: 1 })}\n`,
    `${JSON.stringify({ ...REQUEST, email: 1 })}\n`,
    `${JSON.stringify({ ...REQUEST, email: 'x'.repeat(5_000) })}\n`,
    JSON.stringify(REQUEST),
    '\0'.repeat(4_097),
  ]) {
    const answer = JSON.parse(await exchange(path, bytes));
    assert.equal(answer.failed.code, 'invalid_request', bytes.slice(0, 80));
  }
  assert.equal(codes(service), 0);
  assert.deepEqual(reported, []);
});

test('one line is one request: what follows it is not looked at', async (t) => {
  const { service, path } = await startControl(t);
  const line = `${JSON.stringify(REQUEST)}\n`;
  const answer = await exchange(path, `${line}${line}${line}`);
  assert.equal(answer.split('\n').length, 2);
  assert.ok(JSON.parse(answer).done);
  assert.equal(service.query("select id from audit_entries where record like '%PasswordLink%'").length, 1);
});

test('who says nothing keeps neither others nor the end waiting', async (t) => {
  const { directory, control, path } = await startControl(t);
  const silent: Socket[] = [];
  for (let index = 0; index < 7; index++) {
    const socket = connect(path);
    socket.on('error', () => undefined);
    silent.push(socket);
  }
  t.after(() => silent.forEach((socket) => void socket.destroy()));
  while (silent.some(({ readyState }) => readyState !== 'open')) await pause(5);
  assert.ok((await askControlSocket(directory, REQUEST))?.link);
  await control.close();
  assert.equal(existsSync(path), false);
  assert.equal(await askControlSocket(directory, REQUEST), undefined, 'nobody listens any more');
});

test('an error that nobody foresaw is reported here and not told there', async (t) => {
  const { service, directory, reported } = await startControl(t);
  t.mock.method(service.deployment.store, 'change', async () => {
    throw new Error('a word from the inside');
  });
  await assert.rejects(askControlSocket(directory, REQUEST), (error: Error) => {
    assert.match(error.message, /something went wrong in the service; its log says what/);
    return true;
  });
  assert.equal(reported.length, 1);
});

test('a socket that was left behind is replaced; another file of that name is not', async (t) => {
  const { service, directory, control, path } = await startControl(t);
  const second = await openControlSocket(service.deployment, directory, () => undefined);
  assert.ok((await askControlSocket(directory, REQUEST))?.link);
  await second.close();
  await control.close();
  writeFileSync(path, 'mine');
  await assert.rejects(
    openControlSocket(service.deployment, directory, () => undefined),
    /control\.sock` cannot be made: EADDRINUSE/,
  );
  assert.equal(await askControlSocket(directory, REQUEST), undefined);
  const deep = join(directory, 'x'.repeat(100));
  await assert.rejects(
    openControlSocket(service.deployment, deep, () => undefined),
    /too long for a socket/,
  );
});
