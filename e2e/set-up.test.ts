import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { callApi, statusOfSecret } from './call-api.ts';
import { type KeywardProcess, startKeyward, temporaryDirectory } from './keyward-process.ts';
import { issuedSecrets } from './test-end.ts';

const SETUP_CALL = /^curl [^\n]*\\\n[^\n]*$/m;
const SETUP_CODE = /kwb_[0-9A-Za-z]{36}/;

async function startEmpty(t: TestContext) {
  const data = join(temporaryDirectory(t), 'data');
  const server = await startKeyward(t, { data, flags: ['--create'] });
  const [printedCall] = await server.stderrMatch(SETUP_CALL);
  return { data, server, printedCall, code: codeIn(printedCall) };
}

function codeIn(text: string): string {
  return SETUP_CODE.exec(text)?.[0] ?? assert.fail(`no set-up code in: ${text}`);
}

function setUp(server: KeywardProcess, code: string, email = 'you@example.com') {
  return callApi(server.url, '/api/v2/setup', { method: 'POST', body: { code, email } });
}

/** How many rows of each kind the file holds. */
function contents(data: string): Record<string, unknown> | undefined {
  const database = new DatabaseSync(join(data, 'keyward.db'), { readOnly: true });
  try {
    return database
      .prepare(
        `select (select count(*) from accounts) as accounts, (select count(*) from members) as members,
          (select count(*) from members where role = 'owner') as owners,
          (select count(*) from tokens) as tokens, (select count(*) from token_secrets) as secrets,
          (select count(*) from one_time_codes) as codes`,
      )
      .get();
  } finally {
    database.close();
  }
}

const NOTHING = { accounts: 0, members: 0, owners: 0, tokens: 0, secrets: 0, codes: 1 };
const ONE_OWNER = { accounts: 1, members: 1, owners: 1, tokens: 1, secrets: 1, codes: 0 };

test('an empty store prints one set-up code with the call that uses it, and that call works as printed', async (t) => {
  const { data, server, printedCall, code } = await startEmpty(t);
  assert.equal(server.stderr().split(code).length, 2, 'the code is printed once');
  assert.equal(server.stdout().includes(code), false, 'the code is not logged');
  assert.deepEqual({ ...contents(data) }, NOTHING, 'nobody is there before the set-up');

  const { stdout } = await promisify(execFile)('sh', ['-c', `${printedCall} --silent --show-error --fail`]);
  const token = JSON.parse(stdout);
  issuedSecrets.add(token.token);
  assert.match(token.token, /^kwp_[0-9A-Za-z]{36}$/);
  assert.equal(token.role, 'owner');
  assert.equal(token._member.email, 'you@example.com');
  const daysLeft = (token.expiry - Date.now()) / 86_400_000;
  assert.ok(daysLeft > 29.9 && daysLeft <= 30, `the first token ends after ${daysLeft} days`);
  assert.equal(await statusOfSecret(server.url, token.token), 200);
  assert.deepEqual({ ...contents(data) }, ONE_OWNER);

  assert.equal((await setUp(server, code, 'second@example.com')).status, 401, 'the code works once');
  assert.deepEqual({ ...contents(data) }, ONE_OWNER);

  assert.deepEqual(await server.stop(), { code: 0, signal: null });
  const again = await startKeyward(t, { data });
  assert.equal((await callApi(again.url, '/readyz')).text, '{"status":"ready"}', 'start-up is over');
  assert.doesNotMatch(again.stderr(), SETUP_CODE, 'no code once an owner exists');
  assert.equal((await setUp(again, code)).status, 401);
  assert.deepEqual({ ...contents(data) }, ONE_OWNER);
});

test('B1: without the code there is no way in: no default account, password or token', async (t) => {
  const { data, server, code } = await startEmpty(t);
  const wrongCode = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;
  assert.equal((await setUp(server, wrongCode)).status, 401);
  assert.equal((await setUp(server, '')).status, 401);
  assert.equal((await callApi(server.url, '/api/v2/setup', { method: 'POST', body: {} })).status, 400);
  for (const secret of ['admin', 'Basic YWRtaW46YWRtaW4=', code, `Bearer ${code}`]) {
    assert.equal(await statusOfSecret(server.url, secret), 401);
  }
  assert.equal((await callApi(server.url, '/api/v2/tokens')).status, 401);
  assert.deepEqual(
    [(await callApi(server.url, '/readyz')).status, (await callApi(server.url, '/healthz')).status],
    [200, 200],
    'ready while it waits for set-up',
  );
  assert.deepEqual({ ...contents(data) }, NOTHING);
});

test('R10: of 20 callers at once with the right code exactly one becomes the owner', async (t) => {
  const { data, server, code } = await startEmpty(t);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => setUp(server, code, `caller-${index}@example.com`)),
  );
  const statuses = answers.map(({ status }) => status).sort();
  assert.deepEqual(statuses, [201, ...Array(19).fill(401)]);
  assert.deepEqual({ ...contents(data) }, ONE_OWNER);
  const winner = answers.find(({ status }) => status === 201)?.body;
  const me = await callApi(server.url, '/api/v2/members/me', { secret: String(winner?.token) });
  assert.equal(me.body?._id, winner?.memberId, 'the one answer belongs to the one owner');
});

test('a restart prints a new code and ends the old one', async (t) => {
  const { data, server, code } = await startEmpty(t);
  await server.stop();
  const again = await startKeyward(t, { data });
  const newCode = codeIn((await again.stderrMatch(SETUP_CALL))[0]);
  assert.notEqual(newCode, code);
  assert.equal((await setUp(again, code)).status, 401);
  assert.deepEqual({ ...contents(data) }, NOTHING);
  assert.equal((await setUp(again, newCode)).status, 201);
  assert.deepEqual({ ...contents(data) }, ONE_OWNER);
});

test('the printed call names the public address when there is one', async (t) => {
  const data = join(temporaryDirectory(t), 'data');
  const environment = { KEYWARD_PUBLIC_URL: 'https://tokens.example.com' };
  const server = await startKeyward(t, { data, flags: ['--create'], environment });
  const [printedCall] = await server.stderrMatch(SETUP_CALL);
  assert.match(printedCall, /^curl -X POST https:\/\/tokens\.example\.com\/api\/v2\/setup /m);
});
