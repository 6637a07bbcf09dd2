import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { callApi } from './call-api.ts';
import {
  initKeyward,
  runKeyward,
  startKeyward,
  startOwnedKeyward,
  temporaryDirectory,
} from './keyward-process.ts';

function account(data: string, ...words: readonly string[]) {
  return runKeyward(['account', ...words, '--data', data]);
}

test('a further account is made beside the running service, and the two know nothing of each other', async (t) => {
  const server = await startOwnedKeyward(t);
  const { data, ownerSecret: secret } = server;
  const made = await account(data, 'create', 'acme', '--email', 'ada@acme.example', '--organization', 'Acme');
  assert.equal(made.code, 0, made.stderr);
  assert.match(
    made.stderr,
    /made the account acme \([0-9a-f]{24}\), its owner ada@acme\.example and a token/,
  );
  const other = made.stdout.trim();
  assert.match(other, /^kwp_\w{36}$/);

  const mine = await callApi(server.url, '/api/v2/caller-identity', { secret });
  const theirs = await callApi(server.url, '/api/v2/caller-identity', { secret: other });
  assert.notEqual(mine.body?.accountId, theirs.body?.accountId);
  const itemsOf = async (path: string) => {
    const { body } = await callApi(server.url, path, { secret: other });
    assert.ok(Array.isArray(body?.items));
    return body.items;
  };
  const members = await itemsOf('/api/v2/members');
  assert.deepEqual(
    members.map(({ email }) => email),
    ['ada@acme.example'],
  );
  const tokenId = String(mine.body?.tokenId);
  assert.equal((await callApi(server.url, `/api/v2/tokens/${tokenId}`, { secret: other })).status, 404);
  assert.equal((await itemsOf('/api/v2/auditlog?limit=20')).length, 3);

  const listed = await account(data, 'list', '--json');
  assert.deepEqual(
    JSON.parse(listed.stdout).map(({ key, members, tokens }: Record<string, unknown>) => [
      key,
      members,
      tokens,
    ]),
    [
      ['default', 1, 1],
      ['acme', 1, 1],
    ],
  );
  const table = (await account(data, 'list')).stdout.split('\n');
  assert.match(table[0] ?? '', /^KEY +ID +MEMBERS +TOKENS +CREATED +ORGANIZATION$/);
  assert.match(table[2] ?? '', /^acme +[0-9a-f]{24} +1 +1 +\d{4}-\d\d-\d\d +Acme$/);
});

test('an account is made while no service runs, and what is wrong about it makes nothing', async (t) => {
  const data = join(temporaryDirectory(t), 'data');
  await initKeyward(data);
  const made = await account(data, 'create', 'acme', '--email', 'ada@acme.example', '--quiet');
  assert.equal(made.code, 0, made.stderr);
  assert.equal(made.stderr, '');
  const refusals = [
    [['acme', '--email', 'bob@acme.example'], /there is an account `acme` already; choose another key/],
    [['other', '--email', 'ADA@acme.example'], /`ADA@acme\.example` is a member of an account already/],
    [['Other', '--email', 'bob@acme.example'], /`Other` is no key of an account/],
    [['x'.repeat(64), '--email', 'bob@acme.example'], /is no key of an account/],
    [['other', '--email', 'bob'], /`bob` is no e-mail address/],
  ] as const;
  for (const [words, message] of refusals) {
    const { code, stdout, stderr } = await account(data, 'create', ...words);
    assert.deepEqual([code, stdout], [1, ''], words.join(' '));
    assert.match(stderr, message);
  }
  assert.equal(JSON.parse((await account(data, 'list', '--json')).stdout).length, 2);
  const server = await startKeyward(t, { data });
  const identity = await callApi(server.url, '/api/v2/caller-identity', { secret: made.stdout.trim() });
  assert.equal(identity.status, 200);
});
