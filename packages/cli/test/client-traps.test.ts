/** What a service, a name or a pair of flags could trap a verb into: without a process where that can be. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { Refusal } from '../src/client/refusal.ts';
import { reportFailure } from '../src/client/report-failure.ts';
import { printItems } from '../src/output/print-items.ts';
import { program } from '../src/program.ts';

const HOME = 'https://keyward.example.com';
const STEERING = 'a\u001b[2J\u009b31m\u202eb';
const NO_CONTROL = /^[\x20-\x7e\r\n]*$/;

type Answer = (url: string, init: RequestInit) => { readonly body: unknown; readonly date?: string };

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
    const { body: content, date } = answer(url, init);
    return Response.json(content, date === undefined ? {} : { headers: { date } });
  });
  return { sent, printed: printedBy(t, process.stdout), told: printedBy(t, process.stderr) };
}

function printedBy(t: TestContext, stream: NodeJS.WriteStream): () => string {
  const { mock } = t.mock.method(stream, 'write', () => true);
  return () => mock.calls.map(({ arguments: [text] }) => String(text)).join('');
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
