/** Where a token may go, and what may leave with a dry run: without a process, so that planted bugs are found fast. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fetchWithoutChanges } from '../src/client/dry-run.ts';
import { programFetch } from '../src/client/program-fetch.ts';
import { csvText } from '../src/output/csv.ts';
import { jsonText } from '../src/output/json.ts';
import { tableText } from '../src/output/table.ts';
import { yamlText } from '../src/output/yaml.ts';
import { type AccessSecret, readCredential, storeCredential } from '../src/profile/credentials.ts';
import { readProfile, updateProfile } from '../src/profile/profiles.ts';
import { resolveTarget } from '../src/profile/resolve-target.ts';
import { leaveAddress } from '../src/profile/stored-token.ts';

const HOME = 'https://keyward.example.com';
const SETTINGS = ['KEYWARD_URL', 'KEYWARD_ACCESS_TOKEN', 'KEYWARD_ACCESS_TOKEN_FILE', 'KEYWARD_PROFILE'];

function inFreshHome(t: TestContext, environment: Readonly<Record<string, string>> = {}): void {
  const directory = mkdtempSync(join(tmpdir(), 'keyward-home-'));
  const before = { ...process.env };
  for (const name of [...SETTINGS, 'LD_ACCESS_TOKEN', 'LD_BASE_URI']) delete process.env[name];
  Object.assign(process.env, { XDG_CONFIG_HOME: directory, ...environment });
  t.after(() => {
    process.env = before;
    rmSync(directory, { recursive: true });
  });
}

test('a stored token goes to the address that it was given for and to no other, whoever names that', (t) => {
  inFreshHome(t);
  storeCredential('default', { url: HOME, accessToken: 'stored' as AccessSecret });
  updateProfile('default', { url: HOME });
  assert.equal(resolveTarget({}).accessToken, 'stored');
  assert.equal(resolveTarget({ url: `${HOME}/` }).accessToken, 'stored');
  for (const url of ['http://keyward.example.com', `${HOME}:444`, `${HOME}.evil.example`, `${HOME}/other`]) {
    assert.equal(resolveTarget({ url }).accessToken, undefined, url);
  }
  process.env.KEYWARD_URL = 'https://evil.example';
  assert.equal(resolveTarget({}).accessToken, undefined);
  updateProfile('other', {});
  assert.equal(resolveTarget({ profile: 'other', url: HOME }).accessToken, undefined);
});

test('a profile that gets another address holds no secret of the one before, and learns where its token can be ended', (t) => {
  inFreshHome(t);
  const other = 'https://other.example.com';
  updateProfile('default', { url: HOME, madeTokenId: 'made' });
  storeCredential('default', { url: HOME, accessToken: 'stored' as AccessSecret });
  assert.equal(leaveAddress('default', HOME), undefined);
  assert.equal(readCredential('default')?.accessToken, 'stored', 'the same address changes nothing');
  assert.deepEqual(leaveAddress('default', other), { url: HOME, page: `${HOME}/tokens/made` });
  assert.equal(readCredential('default'), undefined);
  assert.equal(
    readProfile('default').madeTokenId,
    undefined,
    'what login made there is none of the next address',
  );
});

test('a profile that is not there is refused before anything is sent, whatever else names the address and the token', (t) => {
  inFreshHome(t, { KEYWARD_URL: HOME, KEYWARD_ACCESS_TOKEN: 'ours' });
  assert.equal(resolveTarget({}).url, HOME);
  assert.throws(() => resolveTarget({ profile: 'typo' }), { code: 'not_found' });
  assert.throws(() => resolveTarget({ profile: 'typo', url: HOME }), { code: 'not_found' });
});

test("the environment goes before the file, and LaunchDarkly's token goes to LaunchDarkly's address alone", (t) => {
  inFreshHome(t, { LD_ACCESS_TOKEN: 'theirs', LD_BASE_URI: HOME });
  assert.deepEqual([resolveTarget({}).url, resolveTarget({}).accessToken], [HOME, 'theirs']);
  assert.equal(resolveTarget({ url: 'https://elsewhere.example' }).accessToken, undefined);
  process.env.KEYWARD_ACCESS_TOKEN = ' ours\n';
  assert.deepEqual(
    [resolveTarget({ url: HOME }).accessToken, resolveTarget({}).url],
    ['ours', 'http://127.0.0.1:8080'],
  );
  delete process.env.LD_BASE_URI;
  delete process.env.KEYWARD_ACCESS_TOKEN;
  assert.equal(resolveTarget({}).accessToken, undefined);
});

test('a token can come from a file; one that cannot be read, or holds none, is refused without its content', (t) => {
  inFreshHome(t);
  const path = join(process.env.XDG_CONFIG_HOME ?? '', 'token');
  process.env.KEYWARD_ACCESS_TOKEN_FILE = path;
  assert.throws(() => resolveTarget({}), { code: 'not_signed_in', message: /cannot be read/ });
  writeFileSync(path, 'filed\n');
  assert.equal(resolveTarget({}).accessToken, 'filed');
  writeFileSync(path, 'two words\n');
  assert.throws(
    () => resolveTarget({}),
    (error: Error) => !error.message.includes('words'),
  );
});

test('a dry run sends what reads, and nothing that changes something', async (t) => {
  const sent: string[] = [];
  t.mock.method(globalThis, 'fetch', async (url: string, { method = 'GET' }: RequestInit) => {
    sent.push(`${method} ${new URL(url).pathname}`);
    return new Response('{}');
  });
  const withheld: string[] = [];
  const send = fetchWithoutChanges(programFetch({}), ({ method, path }) => {
    withheld.push(`${method} ${path}`);
    throw new Error('withheld');
  });
  const reads = ['GET /api/v2/tokens', 'POST /api/v2/auditlog', 'POST /api/v2/tokens/lookup'];
  const changes = [
    'POST /api/v2/tokens',
    'PATCH /x',
    'PUT /x',
    'DELETE /api/v2/tokens/1',
    'POST /api/v2/tokens/1/reset',
  ];
  for (const call of [...reads, ...changes]) {
    const [method = '', path] = call.split(' ');
    await send(`${HOME}${path}`, { method }).catch(() => undefined);
  }
  assert.deepEqual([sent, withheld], [reads, changes]);
});

test('what people called their things does not steer the terminal, in whichever format', () => {
  const name = 'a\u001b[2J\u009b31m\u202eb\u2028c\nd\u{e0041}';
  const harmless = /^[\x20-\x7e\n]*$/;
  assert.match(tableText(undefined, [[name]]), harmless);
  assert.match(jsonText({ name }), harmless);
  assert.match(yamlText({ name }), harmless);
  assert.equal(JSON.parse(jsonText({ name })).name, name);
});

test('CSV keeps its cells whatever is in them, and none is a formula', () => {
  assert.equal(csvText(['a'], [['=1'], ['x,"y"'], ['']]), 'a\r\n\'=1\r\n"x,""y"""\r\n\r\n');
});

test('YAML takes no text for something else', () => {
  const value = { no: 'yes', n: [{ a: '1', b: [] }, [1, null], {}], 'a b': '2027-01-01', e: '' };
  const lines = [
    '"no": "yes"',
    '"n":',
    '  - a: "1"',
    '    b: []',
    '  - - 1',
    '    - null',
    '  - {}',
    '"a b": "2027-01-01"',
    'e: ""',
    '',
  ];
  assert.equal(yamlText(value), lines.join('\n'));
});
