/** Members of a team by a CSV file: what files are, and what is tried with them. */
import assert from 'node:assert/strict';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { test } from 'node:test';
import { addSigner } from './browser.ts';
import { createRole, createTeam, readsAuditLog, readTeam, TEAMS, uploadMembers } from './team-calls.ts';
import { startTestService, type TestService } from './test-service.ts';

const KNOWN = ['ann@example.com', 'bob@example.com', 'old@example.com'];

async function startWithMembers(t: Parameters<typeof startTestService>[0]) {
  const service = await startTestService(t);
  const ids = new Map<string, string>();
  for (const email of KNOWN) ids.set(email, (await addSigner(service, email)).id);
  await createTeam(service, { key: 'web', memberIDs: [ids.get('old@example.com')] });
  return service;
}

async function countOf(service: TestService): Promise<number> {
  return (await readTeam(service, 'web')).members.totalCount;
}

const success = (value: string) => ({ status: 'success', value });
const error = (value: string, message: string) => ({ status: 'error', value, message });

test('a file of members adds all of them with a 201', async (t) => {
  const files: Readonly<Record<string, string>> = {
    'lines alone': 'ann@example.com\nbob@example.com',
    'a header and more columns': 'Email,Name\nann@example.com,Ann\nbob@example.com,"Bob, the second"\n',
    'a byte order mark, CRLF and lines at the end': '\uFEFFann@example.com\r\nbob@example.com\r\n\r\n\r\n',
    quotes: '"ann@example.com"\n"bob@example.com","said ""hello"""\n',
    'semicolons, as Excel writes them': 'E-Mail;Name\nann@example.com;Ann\nbob@example.com;Bob\n',
    'capital letters and blanks': ' ANN@Example.com \nBob@example.COM,x\n',
    'columns of different number, and a formula in one of them':
      'ann@example.com,=cmd|calc,1\nbob@example.com\n',
  };
  for (const [name, file] of Object.entries(files)) {
    const service = await startWithMembers(t);
    const response = await uploadMembers(service, 'web', file);
    assert.equal(response.statusCode, 201, `${name} ${response.body}`);
    const { items } = response.json();
    assert.deepEqual(
      items.map(({ status, value }: Record<string, string>) => [status, value?.toLowerCase()]),
      [
        ['success', 'ann@example.com'],
        ['success', 'bob@example.com'],
      ],
      name,
    );
    assert.equal(await countOf(service), 3, name);
  }
});

test('one mistake in a file is a 207 that names each line, and nobody is added', async (t) => {
  const service = await startWithMembers(t);
  const secret = `${service.ownerSecret}@example.com`;
  const file = [
    'ann@example.com',
    '',
    'old@example.com',
    '=HYPERLINK("https://evil.example")',
    'stranger@example.com',
    'ANN@example.com',
    `${'a'.repeat(300)}@example.com`,
    '<script>@example',
    secret,
  ];
  const quoted = file.map((line) => (line.includes('"') ? `"${line.replaceAll('"', '""')}"` : line));
  const response = await uploadMembers(service, 'web', quoted.join('\n'));
  assert.equal(response.statusCode, 207, response.body);
  const invalid = (line: number) => error('invalid email format', `Line ${line}: invalid email formatting`);
  assert.deepEqual(response.json().items, [
    success('ann@example.com'),
    error('', 'Line 2: empty row'),
    error('old@example.com', 'Line 3: email already exists in the specified team'),
    invalid(4),
    error('stranger@example.com', 'Line 5: email does not belong to a LaunchDarkly member'),
    error('ANN@example.com', 'Line 6: duplicate entry'),
    invalid(7),
    invalid(8),
    invalid(9),
  ]);
  assert.equal(await countOf(service), 1);
  const entries = (await service.call({ url: '/api/v2/auditlog' })).json().items;
  assert.equal(entries[0].accesses[0].action, 'createTeam', 'what was not done is not in the audit log');
});

test('a file of which nothing can be taken is a 400 with the message that clients know', async (t) => {
  const service = await startWithMembers(t);
  const binary = Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe, 0x80]);
  const files: Readonly<Record<string, readonly [string | Uint8Array, string]>> = {
    empty: ['', 'File is empty'],
    'empty lines': ['\n\r\n\n', 'File is empty'],
    'no address': ['ann\nbob\n', 'All emails have invalid formatting'],
    'one word': ['ann', 'All emails have invalid formatting'],
    'members of the team': ['old@example.com\n', 'All emails belong to existing team members'],
    strangers: [
      'a@example.com\nb@example.com',
      'No emails belong to members of your LaunchDarkly organization',
    ],
    'a zip file': [binary, 'Unable to process file'],
    'the character NUL': ['ann@example.com\0', 'Unable to process file'],
    'an open quotation mark': ['"ann@example.com\nbob@example.com', 'Unable to process file'],
    'a mark in the middle': ['ann"@example.com\nbob@example.com', 'Unable to process file'],
    'UTF-16': [Buffer.from('\uFEFFann@example.com', 'utf16le'), 'Unable to process file'],
    'a row without end': [`"${'a'.repeat(100_000)}`, 'Unable to process file'],
    'too many lines': ['ann@example.com\n'.repeat(10_001), 'Unable to process file'],
    'more than 25 MB': [Buffer.alloc(25 * 1024 * 1024 + 1, 'a'), 'File exceeds 25mb'],
  };
  for (const [name, [file, message]] of Object.entries(files)) {
    const response = await uploadMembers(service, 'web', file);
    assert.equal(response.statusCode, 400, `${name} ${response.body}`);
    assert.deepEqual([response.json().code, response.json().message], ['invalid_request', message], name);
  }
  assert.equal(await countOf(service), 1);
});

test('a form without the file, or a body that is none, is refused and nothing else takes forms', async (t) => {
  const service = await startWithMembers(t);
  const url = `${TEAMS}/web/members`;
  const form = { 'content-type': 'multipart/form-data; boundary=b' };
  const part = (name: string, file = '; filename="a.csv"') =>
    `--b\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\nann@example.com\r\n`;
  const refused: readonly (readonly [string, string, Record<string, string>, number])[] = [
    ['JSON', '{}', { 'content-type': 'application/json' }, 415],
    ['no type', '', {}, 415],
    ['another part', `${part('other')}--b--\r\n`, form, 400],
    ['a field', `${part('file', '')}--b--\r\n`, form, 400],
    ['two files', `${part('file')}${part('file')}--b--\r\n`, form, 400],
    ['no end', part('file'), form, 400],
    ['no boundary', `${part('file')}--b--\r\n`, { 'content-type': 'multipart/form-data' }, 400],
    ['nothing', '', form, 400],
  ];
  for (const [name, payload, headers, status] of refused) {
    const response = await service.call({ method: 'POST', url, payload, headers });
    assert.equal(response.statusCode, status, `${name} ${response.body}`);
  }
  const elsewhere = await service.call({ method: 'POST', url: TEAMS, payload: part('file'), headers: form });
  assert.equal(elsewhere.statusCode, 415, elsewhere.body);
  assert.equal(await countOf(service), 1);
  assert.equal((await uploadMembers(service, 'never', 'ann@example.com')).statusCode, 404);
});

test('a file that is sent again with its key adds once, and another file with that key is refused', async (t) => {
  const service = await startWithMembers(t);
  const upload = (file: string) =>
    uploadMembers(service, 'web', file, {
      headers: { 'content-type': 'multipart/form-data; boundary=a-boundary', 'idempotency-key': 'k' },
    });
  const first = await upload('ann@example.com');
  const again = await upload('ann@example.com');
  assert.deepEqual([first.statusCode, again.statusCode], [201, 201], again.body);
  assert.equal(again.headers['idempotent-replayed'], 'true');
  assert.equal((await upload('bob@example.com')).statusCode, 422);
  assert.equal(await countOf(service), 2);
});

test('who comes by a file has the roles of the team at the next call', async (t) => {
  const service = await startTestService(t);
  await createRole(service, 'auditor');
  const { member, secret } = await service.addMember('no_access', 'admin');
  await createTeam(service, { key: 'web', customRoleKeys: ['auditor'] });
  assert.equal(await readsAuditLog(service, secret), false);
  assert.equal((await uploadMembers(service, 'web', member.email)).statusCode, 201);
  assert.equal(await readsAuditLog(service, secret), true);
});

test('a file of a million lines holds nobody else up for long', async (t) => {
  const service = await startWithMembers(t);
  const file = Buffer.from('someone@example.com,x\n'.repeat(1_000_000));
  await uploadMembers(service, 'web', 'x');
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const response = await uploadMembers(service, 'web', file);
  delay.disable();
  assert.equal(response.statusCode, 400, response.body);
  t.diagnostic(`the longest pause of the event loop was ${Math.round(delay.max / 1e6)} ms`);
  assert.ok(delay.max / 1e6 < 3_000, `${delay.max / 1e6} ms`);
});
