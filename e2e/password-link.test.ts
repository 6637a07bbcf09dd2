import assert from 'node:assert/strict';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { callApi, statusOfSecret } from './call-api.ts';
import {
  initKeyward,
  type KeywardProcess,
  runKeyward,
  startKeyward,
  startOwnedKeyward,
  temporaryDirectory,
} from './keyward-process.ts';

const OWNER = 'owner@example.com';
const PASSWORD = 'correct horse battery staple';
const LINK = /^(\S*)\/password#(kwb_[0-9A-Za-z]{36})\n$/;

function passwordLink(data: string, email = OWNER, environment: Readonly<Record<string, string>> = {}) {
  return runKeyward(['members', 'password-link', email, '--data', data], { environment });
}

async function linkCode(data: string): Promise<string> {
  const { code, stdout, stderr } = await passwordLink(data);
  assert.equal(code, 0, stderr);
  return LINK.exec(stdout)?.[2] ?? assert.fail(stdout);
}

/** What a page of the service sends. */
function fromPage(server: KeywardProcess, path: string, body: unknown) {
  const headers = { origin: server.url, 'x-keyward-request': '1', 'sec-fetch-site': 'same-origin' };
  return callApi(server.url, path, { method: 'POST', body, headers });
}

function choose(server: KeywardProcess, code: string, newPassword = PASSWORD) {
  return fromPage(server, '/api/v2/password', { code, newPassword });
}

function signIn(server: KeywardProcess, password = PASSWORD) {
  return fromPage(server, '/api/v2/session', { email: OWNER, password });
}

function whoIsSignedIn(server: KeywardProcess, cookie: string) {
  return callApi(server.url, '/api/v2/session', { headers: { cookie } });
}

function cookieOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

function contents(data: string) {
  const database = new DatabaseSync(join(data, 'keyward.db'), { readOnly: true });
  try {
    return {
      codes: database.prepare('select kind, subject_id, expires_at from one_time_codes').all().length,
      entries: database
        .prepare("select record from audit_entries where record like '%createPasswordLink%'")
        .all()
        .map(({ record }) => JSON.parse(String(record))),
    };
  } finally {
    database.close();
  }
}

test('the owner whom `init` made without a password gets in, beside the running service', async (t) => {
  const server = await startOwnedKeyward(t);
  const { data } = server;
  assert.equal((await signIn(server)).status, 401);
  assert.equal(lstatSync(join(data, 'control.sock')).mode & 0o777, 0o600, 'no other user may open it');

  const { code: exit, stdout, stderr } = await passwordLink(data);
  assert.equal(exit, 0, stderr);
  assert.match(stdout, LINK);
  assert.match(stderr, /until \d{4}-\d\d-\d\dT[\d:.]+Z/, 'it says until when');
  const code = LINK.exec(stdout)?.[2] ?? '';
  assert.equal((await choose(server, code)).status, 204);
  assert.equal((await choose(server, code, 'another long password')).status, 401, 'a link works once');
  const signedIn = await signIn(server);
  assert.equal(signedIn.status, 201);
  const cookie = cookieOf(signedIn.headers);
  const session = await whoIsSignedIn(server, cookie);
  assert.equal(session.status, 200);
  assert.partialDeepStrictEqual(session.body, { member: { email: OWNER, role: 'owner' } });

  const again = await linkCode(data);
  assert.equal((await whoIsSignedIn(server, cookie)).status, 401, 'the sessions end with the link');
  assert.equal((await signIn(server)).status, 201, 'the password works until another is chosen');
  assert.equal(await statusOfSecret(server.url, server.ownerSecret), 200, 'tokens go on');
  assert.equal((await choose(server, again, 'another long password')).status, 204);
  assert.equal((await signIn(server)).status, 401);

  const { entries } = contents(data);
  assert.equal(entries.length, 2);
  for (const { actor, target } of entries) {
    assert.deepEqual(actor, { system: 'keyward members password-link' });
    assert.equal(target.name, OWNER);
  }
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
  assert.equal(lstatSync(join(data, 'control.sock'), { throwIfNoEntry: false }), undefined, 'a clean stop');
});

test('while no service runs the link is made on the data itself, and works once one runs', async (t) => {
  const data = join(temporaryDirectory(t), 'data');
  await initKeyward(data);
  const environment = { KEYWARD_PUBLIC_URL: 'https://tokens.example.com' };
  const { stdout, stderr } = await passwordLink(data, OWNER, environment);
  assert.equal(LINK.exec(stdout)?.[1], 'https://tokens.example.com', stderr);
  const server = await startKeyward(t, { data });
  assert.equal((await choose(server, LINK.exec(stdout)?.[2] ?? '')).status, 204);
  assert.equal((await signIn(server)).status, 201);
});

test('the owner whom the set-up code made gets in by the shell', async (t) => {
  const data = join(temporaryDirectory(t), 'data');
  const server = await startKeyward(t, { data, flags: ['--create'] });
  const [setUpCode] = await server.stderrMatch(/kwb_[0-9A-Za-z]{36}/);
  const made = await callApi(server.url, '/api/v2/setup', {
    method: 'POST',
    body: { code: setUpCode, email: OWNER },
  });
  assert.equal(made.status, 201);
  assert.equal((await choose(server, await linkCode(data))).status, 204);
  assert.equal((await signIn(server)).status, 201);
});

test('a service that was killed leaves a socket that neither the shell nor the next service minds', async (t) => {
  const server = await startOwnedKeyward(t);
  const { data } = server;
  await server.kill();
  assert.ok(lstatSync(join(data, 'control.sock')).isSocket());
  await linkCode(data);
  const next = await startKeyward(t, { data });
  assert.doesNotMatch(next.stderr(), /WARNING/);
  assert.equal((await choose(next, await linkCode(data))).status, 204);
});

test('an unknown and a pending member are refused in one sentence, and nothing is stored', async (t) => {
  const server = await startOwnedKeyward(t);
  const { data, url, ownerSecret: secret } = server;
  const body = [{ email: 'pending@example.com', role: 'reader' }];
  assert.equal((await callApi(url, '/api/v2/members', { method: 'POST', secret, body })).status, 201);
  const before = contents(data);
  const refused = async (email: string, sentence: RegExp) => {
    const { code, stdout, stderr } = await passwordLink(data, email);
    assert.deepEqual([code, stdout], [1, ''], email);
    assert.match(stderr, /^keyward: [^\n]+\n$/, email);
    assert.match(stderr, sentence);
  };
  await refused('nobody@example.com', /no member has this e-mail address/);
  await refused('pending@example.com', /not accepted the invitation yet; send the invitation again/);
  await server.stop();
  await refused('nobody@example.com', /no member has this e-mail address/);
  assert.deepEqual(contents(data), before);
  const elsewhere = await passwordLink(join(data, 'missing'));
  assert.deepEqual([elsewhere.code, elsewhere.stdout], [1, '']);
  assert.match(elsewhere.stderr, /does not exist/);
  assert.equal((await runKeyward(['members', 'password-link', '--data', data])).code, 2);
});

test('where no socket can be made the service says so and serves; the shell says to stop it', async (t) => {
  const data = join(temporaryDirectory(t), 'd'.repeat(100));
  await initKeyward(data);
  const server = await startKeyward(t, { data });
  assert.match(
    server.stderr(),
    /^keyward: WARNING: `[^\n]*control\.sock` cannot be made: its path is too long[^\n]*$/m,
  );
  const beside = await passwordLink(data);
  assert.deepEqual([beside.code, beside.stdout], [1, '']);
  assert.match(beside.stderr, /in use by another keyward process; stop it first/);
  await server.stop();
  await linkCode(data);
});
