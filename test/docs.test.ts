/** Documents are run: snippets against a fresh server, examples against what it answers. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { crc32 } from 'node:zlib';
import { type BaseRole, builtInCatalogue, compileRights, decide } from '@keyward/policy';
import { createKeyward } from '@keyward/sdk';
import { freePort } from './free-port.ts';
import { fencedBlocks, run, runSnippets, withoutRandomness } from './run-snippets.ts';

const ROOT = resolve('.');
const SECRET = /\bkw[psb]_[0-9A-Za-z]{36}\b/g;
/** `npm` works on this repository, and `npx` only finds what is installed in it. */
const PRELUDE = `npm() { command npm --prefix '${ROOT}' "$@"; }\nnpx() { "$@"; }\n`;

test('every command of the README runs as it stands, and answers what is shown', async (t) => {
  const commands = await runDocument(t, 'README.md');
  assert.ok(commands >= 6, `the README has ${commands} commands to run`);
});

test('every command of the quick start runs as it stands, and protects an API', async (t) => {
  const commands = await runDocument(t, 'docs/quick-start.md');
  assert.ok(commands >= 10, `the quick start has ${commands} commands to run`);
});

test('every error of docs/errors.md is what the service answers', async (t) => {
  const server = await startServer(t);
  const owner = await setUp(server);
  const reader = await createReader(server, owner);
  await declareTypes(server, owner);
  const placeholders = { OWNER: owner, READER: reader, LONG: 'x'.repeat(20_000) };
  const source = globSync('packages/server/src/**/*.ts').map((path) => readFileSync(path, 'utf8'));

  const sections = readFileSync('docs/errors.md', 'utf8').split(/^## /m).slice(1);
  let provoked = 0;
  for (const section of sections) {
    const [, code = '', status] = /^(\w+)\n\n(\d+)\. /.exec(section) ?? [];
    const blocks = fencedBlocks(section);
    const example = JSON.parse(blocks.find(({ language }) => language === 'json')?.text ?? '{}');
    assert.equal(example.code, code);
    const call = blocks.find(({ language }) => language === 'http')?.text;
    if (call === undefined) {
      const fields = Object.keys(example).filter((field) => field !== 'hint');
      assert.deepEqual(fields, ['code', 'message', 'requestId']);
      const words = example.message.split(/`[^`]*`|\S+@\S+/);
      const isSaid = source.some((text) => words.every((part: string) => text.includes(part)));
      assert.ok(isSaid, `nothing says: ${example.message}`);
      continue;
    }
    const answer = await send(server.url, call, placeholders);
    assert.equal(answer.status, Number(status), answer.body);
    assert.deepEqual(
      JSON.parse(withoutRandomness(answer.body)),
      JSON.parse(withoutRandomness(JSON.stringify(example))),
    );
    provoked++;
  }
  assert.ok(provoked >= 9, `${provoked} errors were provoked`);
});

test('every call of docs/api.md succeeds, and comes back with what was sent', async (t) => {
  const server = await startServer(t);
  const placeholders = { OWNER: await setUp(server) };
  const calls = fencedBlocks(readFileSync('docs/api.md', 'utf8')).filter(
    ({ language }) => language === 'http',
  );
  assert.ok(calls.length >= 4);
  let tokenId = '';
  for (const { text } of calls) {
    const call = text.replaceAll('TOKEN_ID', tokenId);
    const { status, body } = await send(server.url, call, placeholders);
    assert.ok(status === 200 || status === 201, `${call}${body}`);
    if (status !== 201) continue;
    const made = JSON.parse(body);
    assert.partialDeepStrictEqual(made, JSON.parse(call.split('\n\n')[1] ?? ''));
    if (/^POST \S+\/tokens$/m.test(call)) tokenId = made._id;
  }
});

test('every call of docs/tokens.md succeeds, one after another', async (t) => {
  const server = await startServer(t);
  const day = 86_400_000;
  const known = new Map([
    ['TOMORROW', String(Date.now() + day)],
    ['NEXT_WEEK', String(Date.now() + 7 * day)],
    ['NEXT_MONTH', String(Date.now() + 28 * day)],
  ]);
  const placeholders = { OWNER: await setUp(server) };
  const calls = fencedBlocks(readFileSync('docs/tokens.md', 'utf8')).filter(
    ({ language }) => language === 'http',
  );
  assert.ok(calls.length >= 7);
  for (const { text } of calls) {
    const call = [...known].reduce((words, [name, value]) => words.replaceAll(name, value), text);
    const { status, body } = await send(server.url, call, placeholders);
    assert.ok(status >= 200 && status < 300, `${call}${body}`);
    const { _id = '', token = '', previousSecrets = [] } = body === '' ? {} : JSON.parse(body);
    if (/^POST \S+\/tokens$/m.test(call)) known.set('TOKEN_ID', _id);
    if (token.length > 4) known.set('FOUND_SECRET', token);
    if (previousSecrets.length > 0) known.set('SECRET_ID', previousSecrets[0]._id);
  }
});

test('every call of docs/teams.md succeeds, one after another', async (t) => {
  const server = await startServer(t);
  const placeholders = { OWNER: await setUp(server) };
  const invite = `POST /api/v2/members\nAuthorization: Bearer OWNER\nContent-Type: application/json\n\n[{"email":"grace@example.com","role":"reader"}]`;
  const invited = JSON.parse((await send(server.url, invite, placeholders)).body);
  const calls = fencedBlocks(readFileSync('docs/teams.md', 'utf8')).filter(
    ({ language }) => language === 'http',
  );
  assert.ok(calls.length >= 11);
  for (const { text } of calls) {
    const call = text.replaceAll('MEMBER_ID', invited.items[0]._id);
    const { status, body } = await send(server.url, call, placeholders);
    assert.ok(status >= 200 && status < 300 && status !== 207, `${call}${body}`);
  }
});

test('every call of docs/introspection.md succeeds, and answers what is shown', async (t) => {
  const server = await startServer(t);
  const owner = await setUp(server);
  const secret = await createReader(server, owner);
  let verifier = '';
  let answer = '';
  let calls = 0;
  for (const { language, text } of fencedBlocks(readFileSync('docs/introspection.md', 'utf8'))) {
    if (language === 'http') {
      const placeholders = { OWNER: owner, VERIFIER: verifier };
      const { status, body } = await send(server.url, text.replace('CLIENT_SECRET', secret), placeholders);
      assert.ok(status === 200 || status === 201, `${text}${body}`);
      if (status === 201) verifier = JSON.parse(body).token;
      answer = body;
      calls++;
    } else if (JSON.parse(text).active) {
      const withoutTime = (json: string) => ({ ...JSON.parse(withoutRandomness(json)), iat: 0 });
      assert.deepEqual(withoutTime(answer), withoutTime(text));
    } else {
      const unknown = `POST /oauth2/introspect\nAuthorization: Bearer VERIFIER\nContent-Type: application/x-www-form-urlencoded\n\ntoken=x`;
      const { body } = await send(server.url, unknown, { VERIFIER: verifier });
      assert.equal(body, JSON.stringify(JSON.parse(text)));
    }
  }
  assert.equal(calls, 3);
  assert.equal(answer, '');
  const ended = await fetch(`${server.url}/api/v2/caller-identity`, { headers: { authorization: secret } });
  assert.equal(ended.status, 401);
});

test('every call of docs/authzen.md succeeds, and answers what is shown', async (t) => {
  const server = await startServer(t);
  const placeholders = { OWNER: await setUp(server) };
  let tokenId = '';
  let answer = '';
  let shown = 0;
  let decisions: unknown;
  for (const { language, text } of fencedBlocks(readFileSync('docs/authzen.md', 'utf8'))) {
    if (language === 'json') {
      assert.deepEqual(JSON.parse(answer), JSON.parse(text));
      shown++;
      continue;
    }
    const { status, body } = await send(server.url, text.replaceAll('TOKEN_ID', tokenId), placeholders);
    assert.ok(status === 200 || status === 201, `${text}${body}`);
    if (text.startsWith('POST /api/v2/tokens')) tokenId = JSON.parse(body)._id;
    if (text.startsWith('POST /access/v1/evaluations')) {
      decisions = JSON.parse(body).evaluations.map(({ decision }: { decision: boolean }) => decision);
    }
    answer = body;
  }
  assert.equal(shown, 2);
  assert.deepEqual(decisions, [true, true]);
});

for (const page of ['members', 'account-settings', 'idempotency', 'audit-log']) {
  test(`every call of docs/${page}.md succeeds, one after another`, async (t) => {
    const server = await startServer(t);
    const placeholders = { OWNER: await setUp(server) };
    const known = new Map<string, string>();
    const calls = fencedBlocks(readFileSync(`docs/${page}.md`, 'utf8')).filter(
      ({ language }) => language === 'http',
    );
    assert.ok(calls.length >= 1);
    for (const { text } of calls) {
      const call = [...known].reduce((words, [name, value]) => words.replaceAll(name, value), text);
      const { status, body } = await send(server.url, call, placeholders);
      assert.ok(status >= 200 && status < 300, `${call}${body}`);
      const [, code] = /#(kwb_\w{36})/.exec(body) ?? [];
      if (code !== undefined) known.set('CODE', code);
      if (/^POST \S+\/members$/m.test(call)) known.set('MEMBER_ID', JSON.parse(body).items[0]._id);
    }
  });
}

test('the defaults of docs/account-settings.md are those of a new account', async (t) => {
  const server = await startServer(t);
  const headers = { authorization: await setUp(server) };
  const answer = await fetch(`${server.url}/api/v2/account/settings`, { headers });
  const rows = readFileSync('docs/account-settings.md', 'utf8').matchAll(/^\| `(\w+)` \|.*\| `(\w+)` \|$/gm);
  const documented = Array.from(rows, ([, name = '', value = '']) => [name, JSON.parse(value)]);
  assert.deepEqual(Object.fromEntries(documented), await answer.json());
});

test('every program of the SDK guide runs as it stands, and prints what is shown', async (t) => {
  const server = await startServer(t);
  const env = { ...environment(), KEYWARD_URL: server.url, KEYWARD_ACCESS_TOKEN: await setUp(server) };
  const directory = temporaryDirectory(t);
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  let programs = 0;
  for (const path of ['docs/sdk.md', 'docs/verifier.md', 'packages/sdk/README.md']) {
    let printed: string | undefined;
    for (const { language, text } of fencedBlocks(readFileSync(path, 'utf8'))) {
      if (language === 'ts') {
        const file = join(directory, `program-${++programs}.ts`);
        writeFileSync(file, text);
        printed = await run(directory, join(ROOT, 'node_modules/.bin/node'), [file], env);
      } else assert.equal(printed, text, path);
    }
  }
  assert.ok(programs >= 6, `${programs} programs were run`);
});

test('every method of the SDK is in its guide, and no other', () => {
  const guide = readFileSync('docs/sdk.md', 'utf8');
  const {
    client: _,
    tokenExpiresAt: __,
    ...groups
  } = createKeyward({ url: 'http://localhost', session: true });
  const rows = [...guide.matchAll(/^\| `(\w+)` \| ((?:`\w+`(?: \([^)]*\))?(?:, )?)+) \|$/gm)];
  const documented = rows.map(([, group, methods = '']) => [
    group,
    [...methods.replace(/\([^)]*\)/g, '').matchAll(/`(\w+)`/g)].map(([, name]) => name).sort(),
  ]);
  const existing = Object.entries(groups).map(([group, methods]) => [group, Object.keys(methods).sort()]);
  assert.deepEqual(documented.sort(), existing.sort());
});

test('probes and log lines are as docs/operations.md has them', async (t) => {
  const server = await startServer(t);
  const text = readFileSync('docs/operations.md', 'utf8');
  const probe = async (path: string) => (await fetch(`${server.url}${path}`)).text();
  const answers = [await probe('/healthz'), await probe('/readyz')];
  const owner = await setUp(server);
  answers.push(await probe('/readyz'));
  for (const answer of answers) assert.ok(text.includes(`\`${answer}\``), answer);
  const metrics = await probe('/metrics');
  // This server has no workers: `e2e/workers.test.ts` looks at what they measure.
  for (const [, name = ''] of text.matchAll(/^\| `(keyward_\w+)` \|/gm))
    if (!name.startsWith('keyward_workers')) assert.ok(metrics.includes(name), name);

  await fetch(`${server.url}/api/v2/tokens`, { headers: { authorization: owner } });
  assert.equal(await server.stop(), 0);
  const line = server
    .stdout()
    .split('\n')
    .findLast((candidate) => candidate.includes('/api/v2/tokens'));
  const table = text.split('\n## Logs\n')[1]?.split('\n## ')[0] ?? '';
  const documented = [...table.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(
    ([, cell = '']) => cell.match(/\w+/g) ?? [],
  );
  const logged = Object.keys(JSON.parse(line ?? '{}'));
  assert.deepEqual(documented.filter((field) => field !== 'err').sort(), logged.sort());
});

test('the worked example of docs/token-format.md holds, and its pattern is the published one', () => {
  const text = readFileSync('docs/token-format.md', 'utf8');
  const published = JSON.parse(readFileSync('spec/token-format.json', 'utf8'));
  const rows = new Map(
    [...text.matchAll(/^\| ([^|]+) \| `(.+)` \|$/gm)].map(([, name, value]) => [name, value]),
  );
  const row = (name: string) => rows.get(name) ?? '';
  const checksum = crc32(row('text'));
  assert.equal(row('CRC-32, decimal'), String(checksum));
  assert.equal(row('CRC-32, hexadecimal'), checksum.toString(16));
  const digits = row('base62 digits').split(' ').map(Number);
  assert.equal(
    digits.reduce((number, digit) => number * 62 + digit, 0),
    checksum,
  );
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  assert.equal(row('checksum'), digits.map((digit) => alphabet.charAt(digit)).join(''));
  assert.equal(row('secret'), row('text') + row('checksum'));
  assert.ok(published.valid.some(({ secret }: { secret: string }) => secret === row('secret')));
  assert.ok(fencedBlocks(text).some((block) => block.text.trim() === published.pattern));
  assert.ok(published.valid.some(({ secret }: { secret: string }) => text.includes(`\`${secret}\`,`)));
});

test('the base roles allow what docs/api.md says', () => {
  const table = readFileSync('docs/api.md', 'utf8').split('| Action | reader')[1]?.split('\n\n')[0] ?? '';
  const rows = table
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));
  assert.equal(rows.length, 5);
  for (const [, words = '', ...cells] of rows) {
    const resources = words.includes('service tokens')
      ? ['service-token/a']
      : words.includes('personal tokens')
        ? ['member/a:token/b']
        : /viewAuditLog|evaluatePolicy/.test(words)
          ? ['acct']
          : ['service-token/a', 'member/a:token/b'];
    const roles: readonly BaseRole[] = ['reader', 'writer', 'admin', 'owner'];
    for (const [index, role] of roles.entries()) {
      const rights = compileRights({ scope: { role } }, builtInCatalogue);
      for (const [, action = ''] of words.matchAll(/`(\w+)`/g)) {
        for (const resource of resources)
          assert.equal(
            decide(rights, { action, resource }).allowed,
            cells[index] === 'yes',
            `${role} ${action} ${resource}`,
          );
      }
    }
  }
});

interface Server {
  readonly url: string;
  readonly setupCode: string;
  stdout(): string;
  /** SIGTERM, then the exit code. */
  stop(): Promise<number | null>;
}

/** `keyward serve` on an empty store, stopped with the test. */
async function startServer(t: TestContext): Promise<Server> {
  const data = join(temporaryDirectory(t), 'data');
  const words = ['packages/cli/src/main.ts', 'serve', '--create', '--data', data, '--port', '0'];
  const child = spawn(join(ROOT, 'node_modules/.bin/node'), words, { env: environment() });
  const ended = once(child, 'close');
  const stop = async () => {
    child.kill();
    const [code] = await ended;
    return code;
  };
  t.after(stop);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (bytes) => {
    stdout += bytes;
  });
  const started = new Promise<Server>((resolveServer, reject) => {
    child.stderr.on('data', (bytes) => {
      stderr += bytes;
      const [, url] = /on (http:\S+)$/m.exec(stderr) ?? [];
      const [setupCode] = stderr.match(SECRET) ?? [];
      if (url !== undefined && setupCode !== undefined)
        resolveServer({ url, setupCode, stdout: () => stdout, stop });
    });
    void ended.then(() => reject(new Error(`the server ended: ${stderr}`)));
  });
  return started;
}

async function setUp({ url, setupCode }: Server): Promise<string> {
  return secretFrom(`${url}/api/v2/setup`, {}, { code: setupCode, email: 'owner@example.com' });
}

async function createReader({ url }: Server, owner: string): Promise<string> {
  return secretFrom(`${url}/api/v2/tokens`, { authorization: owner }, { role: 'reader', serviceToken: true });
}

/** Two types, one of which stands under the other. */
async function declareTypes({ url }: Server, owner: string): Promise<void> {
  const headers = { authorization: owner, 'content-type': 'application/json' };
  for (const [name, parents] of [
    ['customer', []],
    ['invoice', ['customer']],
  ] as const) {
    const body = JSON.stringify({ parents, actions: { view: 'read' } });
    const response = await fetch(`${url}/api/v2/resource-types/${name}`, { method: 'PUT', headers, body });
    assert.equal(response.status, 201, await response.text());
  }
}

async function secretFrom(url: string, headers: Record<string, string>, body: object): Promise<string> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
  const response = await fetch(url, { ...init, body: JSON.stringify(body) });
  const answer = (await response.json()) as { token: string };
  assert.equal(response.status, 201);
  return answer.token;
}

/** Sends a call as the documents write it: request line, headers, an empty line, the body. */
async function send(url: string, call: string, placeholders: Readonly<Record<string, string>>) {
  const [head = '', ...rest] = call.split('\n\n');
  const isForm = head.includes('multipart/form-data');
  const body = isForm ? `${rest.join('\n\n').trim()}\n`.replaceAll('\n', '\r\n') : (rest[0] ?? '');
  const [requestLine = '', ...headerLines] = head.trim().split('\n');
  const [method = '', path = ''] = requestLine.split(' ');
  const headers = headerLines.map((line) => {
    const [name = '', value = ''] = line.split(': ');
    return [name, value.replace(/\b[A-Z]+$/, (word) => placeholders[word] ?? word)] as const;
  });
  const content = isForm ? body : body.trim();
  const outgoing = request(`${url}${path}`, {
    method,
    headers: {
      ...(content !== '' && { 'content-length': Buffer.byteLength(content) }),
      ...Object.fromEntries(headers),
    },
    agent: false,
  });
  outgoing.end(content);
  const [response] = await once(outgoing, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, body: Buffer.concat(chunks).toString() };
}

/** Runs a document against a fresh server, as somebody would in a clone of the repository. */
async function runDocument(t: TestContext, path: string): Promise<number> {
  const server = await startServer(t);
  const directory = temporaryDirectory(t);
  symlinkSync(join(ROOT, 'examples'), join(directory, 'examples'));
  const text = readFileSync(path, 'utf8');
  const real = new Map([
    ['http://127.0.0.1:8080', server.url],
    ['3000', String(await freePort())],
    [/kwb_\w+/.exec(text)?.[0] ?? 'no set-up code is shown', server.setupCode],
  ]);
  return runSnippets(text, { directory, env: environment(), prelude: PRELUDE, real });
}

/** Settings of whoever runs the tests do not reach the program. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('KEYWARD_'));
  return { ...Object.fromEntries(own), PATH: join(ROOT, 'node_modules/.bin') + delimiter + process.env.PATH };
}

function temporaryDirectory(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'keyward-docs-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
