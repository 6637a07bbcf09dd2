/** What a service, a name or a pair of flags could trap a verb into: without a process where that can be. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Refusal } from '../src/client/refusal.ts';
import { isClientFailure, reportFailure } from '../src/client/report-failure.ts';
import { printItems } from '../src/output/print-items.ts';
import { program } from '../src/program.ts';

const HOME = 'https://keyward.example.com';
const STEERING = 'a\u001b[2J\u009b31m\u202eb';
const NO_CONTROL = /^[\x20-\x7e\r\n]*$/;

type Answer = (
  url: string,
  init: RequestInit,
) => {
  readonly body: unknown;
  readonly date?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
};

/** The program in this process, before a service that answers as it is told. */
function before(t: TestContext, answer: Answer) {
  const directory = mkdtempSync(join(tmpdir(), 'keyward-traps-'));
  const environment = { ...process.env };
  Object.assign(process.env, { XDG_CONFIG_HOME: directory, KEYWARD_URL: HOME, KEYWARD_ACCESS_TOKEN: 'ours' });
  t.after(() => {
    process.env = environment;
    rmSync(directory, { recursive: true });
  });
  const sent: { method: string; url: string; body: unknown }[] = [];
  t.mock.method(globalThis, 'fetch', async (url: string, init: RequestInit) => {
    const { method = 'GET', body } = init;
    sent.push({ method, url, body: typeof body === 'string' ? JSON.parse(body) : undefined });
    const { body: content, date, headers: others, status = 200 } = answer(url, init);
    const headers = new Headers(others);
    if (date !== undefined) headers.set('date', date);
    return Response.json(content, { status, headers });
  });
  return { sent, printed: printedBy(t, process.stdout), told: printedBy(t, process.stderr) };
}

/** Text alone is of the program: the runner of the tests reports by bytes, on the same stream. */
function printedBy(t: TestContext, stream: NodeJS.WriteStream): () => string {
  const write = stream.write.bind(stream) as (bytes: Uint8Array) => boolean;
  const texts: string[] = [];
  t.mock.method(stream, 'write', (chunk: string | Uint8Array) => {
    if (typeof chunk !== 'string') return write(chunk);
    texts.push(chunk);
    return true;
  });
  return () => texts.join('');
}

test('a link to the next page leads to the path that was asked for, on the same host, whatever it says', async (t) => {
  const links = [
    '@evil.example/api/v2/teams?offset=1',
    'https://evil.example/?offset=2#x',
    '/api/v2/members?offset=3',
  ];
  const { sent, printed } = before(t, () => {
    const href = links.shift();
    return { body: { items: [{ _id: String(links.length) }], _links: href ? { next: { href } } : {} } };
  });
  assert.equal(await program(['api', 'GET', '/api/v2/teams?limit=1', '--paginate', '-q']), 0);
  assert.deepEqual(
    sent.map(({ url }) => url),
    ['limit=1', 'offset=1', 'offset=2', 'offset=3'].map((query) => `${HOME}/api/v2/teams?${query}`),
  );
  assert.equal(printed(), '2\n1\n0\n0\n');
});

const SERVICE_NOW = Date.UTC(2031, 0, 2, 3, 4, 5);
const HOUR_MS = 3_600_000;
const token = {
  _id: '5f0000000000000000000001',
  name: 'ci',
  token: '1234',
  customRoleIds: [],
  inlineRole: [],
  allowedIps: [],
  tags: [],
  _member: { email: 'a@example.com' },
  previousSecrets: [{ _id: 'old', ending: 'abcd', supersededAt: SERVICE_NOW, expiry: SERVICE_NOW + HOUR_MS }],
};

function answerOfYear2031(url: string) {
  const { pathname } = new URL(url);
  const body = pathname.endsWith('/tokens') ? { items: [token], _links: {} } : token;
  return {
    body: pathname.includes('settings') ? { maximumOverlapHours: 12 } : body,
    date: new Date(SERVICE_NOW).toUTCString(),
  };
}

for (const [words, expected] of [
  [['reset', 'ci', '--confirm', 'ci'], { expiry: SERVICE_NOW + 12 * HOUR_MS }],
  [['reset', 'ci', '--confirm', 'ci', '--keep-old', '2h'], { expiry: SERVICE_NOW + 2 * HOUR_MS }],
  [['extend-old', 'ci', '48h'], { value: SERVICE_NOW + 48 * HOUR_MS }],
  [['create', 'ci', '--expires', '1h'], { expiry: SERVICE_NOW + HOUR_MS }],
  [['clone', 'ci', '--expires', '2d'], { expiry: SERVICE_NOW + 48 * HOUR_MS }],
  [['edit', 'ci', '--expires', '1w'], { merge: { expiry: SERVICE_NOW + 168 * HOUR_MS } }],
  [['edit', 'ci', '--expires', '2032-01-31'], { merge: { expiry: Date.UTC(2032, 0, 31) } }],
] as const) {
  test(`the end that \`${words.join(' ')}\` sets is counted by the clock of the service`, async (t) => {
    const { sent, told } = before(t, answerOfYear2031);
    assert.equal(await program(['tokens', ...words, '--json']), 0, told());
    const [change] = sent.filter(({ method }) => method !== 'GET').map(({ body }) => [body].flat()[0]);
    assert.partialDeepStrictEqual(change, expected);
  });
}

for (const [words, expected] of [
  [['list', '--since', '24h'], { after: SERVICE_NOW - 24 * HOUR_MS }],
  [
    ['list', '--since', '2d', '--until', '1h'],
    { after: SERVICE_NOW - 48 * HOUR_MS, before: SERVICE_NOW - HOUR_MS },
  ],
  [['list', '--until', '2031-01-01'], { before: Date.UTC(2031, 0, 1) }],
  [['tail'], { after: SERVICE_NOW }],
  [['list', '--follow'], { after: SERVICE_NOW }],
  [['tail', '--since', '30m'], { after: SERVICE_NOW - HOUR_MS / 2 }],
] as const) {
  test(`what \`audit ${words.join(' ')}\` asks for is counted by the clock of the service`, async (t) => {
    const { sent, told } = before(t, (url) =>
      url.includes('auditlog')
        ? { status: 403, body: { code: 'forbidden', message: 'no more' } }
        : { body: {}, date: new Date(SERVICE_NOW).toUTCString() },
    );
    assert.equal(await program(['audit', ...words, '--json']), 5, told());
    const asked = sent.filter(({ url }) => url.includes('auditlog'));
    const times = asked.map(({ url }) => {
      const { after, before: until } = Object.fromEntries(new URL(url).searchParams);
      return { ...(after && { after: Number(after) }), ...(until && { before: Number(until) }) };
    });
    assert.deepEqual(times, [expected]);
  });
}

test('the days that `tokens usage --since` shows are counted by the clock of the service', async (t) => {
  const usage = { since: Date.UTC(2030, 11, 4), allowed: Array(30).fill(0), denied: [], refused: [] };
  const { printed, told } = before(t, (url) => {
    const { body, date } = answerOfYear2031(url);
    return { date, body: url.includes('include=usage') ? { ...token, usage } : body };
  });
  assert.equal(await program(['tokens', 'usage', 'ci', '--since', '2d', '-q']), 0, told());
  assert.equal(printed(), '2030-12-31\n2031-01-01\n2031-01-02\n');
});

for (const [days, result] of [
  [6, 'note'],
  [8, 'ok'],
] as const) {
  test(`doctor takes an end in ${days} days of the clock of the service for ${result}`, async (t) => {
    const { printed, told } = before(t, () => ({
      body: { tokenName: 'ci' },
      date: new Date(SERVICE_NOW).toUTCString(),
      headers: { 'keyward-token-expires': String(SERVICE_NOW + days * 24 * HOUR_MS) },
    }));
    process.env.KEYWARD_URL = 'http://127.0.0.1:8080';
    assert.equal(await program(['doctor', '--json']), 1, `the clocks are years apart${told()}`);
    const checks = JSON.parse(printed()).map(({ check, result: found }: Record<string, string>) => [
      check,
      found,
    ]);
    assert.deepEqual(checks.slice(-2), [
      ['clock', 'bad'],
      ['token', result],
    ]);
  });
}

for (const [environment, address] of [
  [{}, HOME],
  [{ KEYWARD_URL: `${HOME}/below` }, `${HOME}/below`],
  [{ KEYWARD_URL: '', KEYWARD_ACCESS_TOKEN: '', LD_ACCESS_TOKEN: 'theirs', LD_BASE_URI: HOME }, HOME],
] as const) {
  test(`a failure of the service leads to its own page of errors: ${JSON.stringify(environment)}`, async (t) => {
    const { told } = before(t, () => ({
      status: 403,
      body: { code: 'feature_disabled', message: 'off', hint: 'ask' },
    }));
    Object.assign(process.env, environment);
    assert.equal(await program(['tokens', 'list']), 5);
    assert.equal(told(), `keyward: off\nkeyward: ask; see ${address}/docs/errors#feature_disabled\n`);
  });
}

test('what no Keyward answered leads to no page of errors', async (t) => {
  const { told } = before(t, () => ({ status: 404, body: 'a page of a proxy' }));
  assert.equal(await program(['tokens', 'list']), 1);
  assert.doesNotMatch(told(), /docs\/errors/);
});

test('verbose tells of each call on stderr: method, path, status, time and id, and no query, body or secret', async (t) => {
  const { printed, told } = before(t, () => ({ body: token, headers: { 'x-request-id': 'r-1' } }));
  assert.equal(await program(['tokens', 'create', 'ci', '--expires', '1h', '-q', '-v']), 0, told());
  assert.equal(printed(), `${token.token}\n`, 'stdout is data alone');
  const lines = told().split('\n');
  assert.match(lines[0] ?? '', /^keyward: GET \/api\/v2\/caller-identity: 200, \d+ ms, request r-1$/);
  assert.match(lines[1] ?? '', /^keyward: POST \/api\/v2\/tokens: 200, \d+ ms, request r-1$/);
  assert.equal(lines.length, 3, told());
  assert.doesNotMatch(told(), /ours|1234/);
});

test('verbose says of a call that nobody answered it, and hides its query', async (t) => {
  const { told } = before(t, () => {
    throw new TypeError('fetch failed');
  });
  assert.equal(await program(['api', 'GET', '/api/v2/teams?filter=hidden', '--verbose']), 7);
  assert.match(told(), /^keyward: GET \/api\/v2\/teams: no answer, \d+ ms\n/);
  assert.doesNotMatch(told(), /hidden|ours/);
});

test('flags count before the verb, between verbs and behind them; a verb that is mistyped is answered with one like it', async (t) => {
  const { sent, printed, told } = before(t, () => ({
    body: { items: [{ _id: '1', name: 'ci' }], _links: {} },
  }));
  assert.equal(
    await program(['--json', 'name', 'tokens', '--url', `${HOME}/b`, 'list']),
    2,
    'which fields is not seen there',
  );
  const words = ['-q', 'tokens', '--url', `${HOME}/b`, 'list', '--limit', '1'];
  assert.equal(await program(words), 0, told());
  assert.match(sent[0]?.url ?? '', new RegExp(`^${HOME}/b/api/v2/tokens`));
  assert.equal(printed(), '1\n');
  assert.equal(await program(['-q', 'tokns', 'list']), 2);
  assert.match(told(), /Did you mean tokens\?/);
});

for (const asked of [
  ['--json'],
  ['--json=name'],
  ['-o', 'json'],
  ['-ojson'],
  ['--output=ndjson'],
  ['--output', 'json'],
]) {
  test(`wrong usage is told as JSON where JSON was asked for: ${asked.join(' ')}`, async (t) => {
    const { told } = before(t, () => ({ body: {} }));
    assert.equal(await program(['tokens', 'list', '--statsu', 'active', ...asked]), 2);
    const message = "unknown option '--statsu'";
    assert.deepEqual(JSON.parse(told()), {
      error: { code: 'wrong_usage', message, hint: 'Did you mean --status?' },
    });
  });
}

test('wrong usage is told in plain words where nothing asks for JSON, also if a name looks like it', async (t) => {
  const { told } = before(t, () => ({ body: {} }));
  assert.equal(await program(['tokens', 'create', '--statsu', '-o', 'table', '--', '--json']), 2);
  assert.match(told(), /^error: unknown option '--statsu'/);
});

test('a command that holds a secret is refused as JSON where JSON was asked for', async (t) => {
  const { sent, told } = before(t, () => ({ body: {} }));
  const secret = 'kwp_odr6O8XjETpUuxfgqH1fCgnor5f1mN4G2sqr';
  assert.equal(await program(['tokens', 'get', secret, '--json']), 2);
  assert.deepEqual(
    [JSON.parse(told()).error.code, told().includes(secret), sent],
    ['wrong_usage', false, []],
  );
});

test('a file that cannot be used is told of as JSON where JSON was asked for, in verbs without a service too', async (t) => {
  const { sent, told } = before(t, () => ({ body: {} }));
  assert.equal(await program(['policy', 'lint', 'no-such-file', '--json']), 1);
  assert.deepEqual(JSON.parse(told()), {
    error: { code: 'file_unusable', message: '`no-such-file` does not exist' },
  });
  assert.deepEqual(sent, []);
});

test('each fault of a file is a line for people, and one of the message in JSON', async (t) => {
  const { told } = before(t, () => ({ body: {} }));
  const file = join(process.env.XDG_CONFIG_HOME ?? '', 'cases.json');
  writeFileSync(file, '[{}, {}]');
  assert.equal(await program(['policy', 'test', file]), 1);
  const lines = told().trim().split('\n');
  assert.ok(lines.length > 1 && lines.every((line) => line.startsWith('keyward: ')), told());
  const early = told().length;
  assert.equal(await program(['policy', 'test', file, '--json']), 1);
  const { error } = JSON.parse(told().slice(early));
  assert.deepEqual(
    error.message.split('\n'),
    lines.map((line) => line.replace('keyward: ', '')),
  );
});

test('a call that took too long names the flag that gives it more time', async (t) => {
  const { told } = before(t, () => ({ body: {} }));
  const late = Object.assign(new Error('no whole answer came within 1000 ms'), {
    name: 'KeywardError',
    code: 'timed_out',
    hint: 'try again, or raise `timeoutMs`',
  });
  assert.ok(isClientFailure(late));
  assert.equal(reportFailure(late, {}), 7);
  assert.match(told(), /or raise `--timeout`\n$/);
});

test('`api` with -q prints the ids of a list, a page of it too', async (t) => {
  const { printed } = before(t, () => ({ body: { items: [{ _id: '1' }, { key: 'b' }], _links: {} } }));
  assert.equal(await program(['api', 'GET', '/api/v2/tokens', '-q']), 0);
  assert.equal(printed(), '1\nb\n');
});

for (const words of [
  ['tokens', 'edit', 'ci', '--ip', '10.0.0.1', '--any-ip'],
  ['tokens', 'edit', 'ci', '--tag', 'a', '--no-tags'],
  ['members', 'edit', 'me', '--custom-role', 'a', '--no-custom-roles'],
]) {
  test(`flags that contradict each other are wrong usage, and nothing is sent: ${words.slice(3).join(' ')}`, async (t) => {
    const { sent, told } = before(t, () => ({ body: {} }));
    assert.deepEqual([await program(words), sent], [2, []]);
    assert.match(told(), /cannot be used with option/);
  });
}

test('CSV on a terminal and failures as JSON do not steer it; CSV in a pipe is as it is', (t) => {
  const shape = { id: String, columns: [{ title: 'name', of: () => STEERING }] };
  const printed = printedBy(t, process.stdout);
  printItems([{}], shape, { output: 'csv' });
  assert.equal(printed(), `name\r\n${STEERING}\r\n`);
  process.env.FORCE_TTY = '1';
  t.after(() => delete process.env.FORCE_TTY);
  printItems([{}], shape, { output: 'csv' });
  assert.match(printed().slice(`name\r\n${STEERING}\r\n`.length), NO_CONTROL);
  const told = printedBy(t, process.stderr);
  reportFailure(new Refusal('not_found', STEERING, STEERING), { json: true });
  assert.match(told(), NO_CONTROL);
  assert.equal(JSON.parse(told()).error.message, STEERING);
});

test('a credential helper reads nothing of what is piped in for the verb', () => {
  const helper = JSON.stringify(new URL('../src/profile/credential-helper.ts', import.meta.url).href);
  const code = `
    const { askHelper } = await import(${helper});
    const got = askHelper('cat > /dev/null; echo kept; :', 'get', '${HOME}');
    process.stdout.write(got);
    process.stdin.pipe(process.stdout);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    input: 'a policy',
    encoding: 'utf8',
  });
  assert.equal(stdout, 'kept\na policy', stderr);
});
