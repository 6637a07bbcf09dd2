/** Every call that a document shows is sent to a fresh server, and answers what is shown. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createReader, type Server, setUp, startServer } from './document-server.ts';
import { fencedBlocks, withoutRandomness } from './run-snippets.ts';
import { sendCall } from './send-call.ts';

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
    const answer = await sendCall(server.url, call, placeholders);
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
    const { status, body } = await sendCall(server.url, call, placeholders);
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
    const { status, body } = await sendCall(server.url, call, placeholders);
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
  const invited = JSON.parse((await sendCall(server.url, invite, placeholders)).body);
  const calls = fencedBlocks(readFileSync('docs/teams.md', 'utf8')).filter(
    ({ language }) => language === 'http',
  );
  assert.ok(calls.length >= 11);
  for (const { text } of calls) {
    const call = text.replaceAll('MEMBER_ID', invited.items[0]._id);
    const { status, body } = await sendCall(server.url, call, placeholders);
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
      const { status, body } = await sendCall(
        server.url,
        text.replace('CLIENT_SECRET', secret),
        placeholders,
      );
      assert.ok(status === 200 || status === 201, `${text}${body}`);
      if (status === 201) verifier = JSON.parse(body).token;
      answer = body;
      calls++;
    } else if (JSON.parse(text).active) {
      const withoutTime = (json: string) => ({ ...JSON.parse(withoutRandomness(json)), iat: 0 });
      assert.deepEqual(withoutTime(answer), withoutTime(text));
    } else {
      const unknown = `POST /oauth2/introspect\nAuthorization: Bearer VERIFIER\nContent-Type: application/x-www-form-urlencoded\n\ntoken=x`;
      const { body } = await sendCall(server.url, unknown, { VERIFIER: verifier });
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
    const { status, body } = await sendCall(server.url, text.replaceAll('TOKEN_ID', tokenId), placeholders);
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
      const { status, body } = await sendCall(server.url, call, placeholders);
      assert.ok(status >= 200 && status < 300, `${call}${body}`);
      const [, code] = /#(kwb_\w{36})/.exec(body) ?? [];
      if (code !== undefined) known.set('CODE', code);
      if (/^POST \S+\/members$/m.test(call)) known.set('MEMBER_ID', JSON.parse(body).items[0]._id);
    }
  });
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
