import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startCommandLine } from './start-command-line.ts';

/** Dozens of starts of the program, which on a machine with other work take a second each. */
const PATIENCE_MS = 180_000;

const SECRET = /^kw[ps]_[0-9A-Za-z]{36}\n$/;
const ROLES_OF_VIEWER = [{ effect: 'allow', resources: ['service-token/*'], actions: ['viewToken'] }];

test('keyward tokens', { timeout: PATIENCE_MS }, async (t) => {
  const { service, run, json, directory } = await startCommandLine(t);
  const { secret: readerSecret } = await service.addMember('reader', 'reader');
  const asReader = { environment: { KEYWARD_ACCESS_TOKEN: readerSecret } };
  const works = async (secret: string) =>
    (await service.call({ as: secret.trim(), url: '/api/v2/caller-identity' })).statusCode;

  await t.test('create -q prints exactly the secret, which works, and nothing on stderr', async () => {
    const { code, stdout, stderr } = await run(['tokens', 'create', 'ci', '-q']);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, SECRET);
    assert.equal(await works(stdout), 200);
  });

  await t.test('create takes all that a token can have, and prints it as JSON in a pipe', async () => {
    const flags = [
      '--service',
      '--policy',
      '-',
      '--expires',
      '90d',
      '--ip',
      '127.0.0.0/8',
      '--tag',
      'a',
      '--tag',
      'b',
    ];
    const words = ['tokens', 'create', 'deploy', ...flags, '--description', 'of the site'];
    const { code, stdout } = await run(words, { input: JSON.stringify(ROLES_OF_VIEWER) });
    assert.equal(code, 0);
    const made = JSON.parse(stdout);
    assert.deepEqual(
      [made.name, made.serviceToken, made.inlineRole, made.allowedIps, made.tags, made.description],
      ['deploy', true, ROLES_OF_VIEWER, ['127.0.0.0/8'], ['a', 'b'], 'of the site'],
    );
    assert.ok(Math.abs(made.expiry - Date.now() - 90 * 86_400_000) < 60_000);
  });

  await t.test('create --save-to writes a file for this user alone, and replaces none', async () => {
    const saved = await json(['tokens', 'create', 'saved', '--save-to', 'token.env']);
    const path = join(directory, 'token.env');
    const [, secret = ''] = /^KEYWARD_ACCESS_TOKEN=(\S+)\n$/.exec(readFileSync(path, 'utf8')) ?? [];
    assert.equal(await works(secret), 200);
    assert.deepEqual([statSync(path).mode & 0o777, saved.token], [0o600, secret.slice(-4)]);
    const again = await run(['tokens', 'create', 'unsaved', '--save-to', 'token.env']);
    assert.deepEqual([again.code, again.stdout], [1, '']);
    assert.match(again.stderr, /exists already, and nothing was made/);
    assert.equal(service.query("SELECT id FROM tokens WHERE name = 'unsaved'").length, 0);
  });

  await t.test('list shows all there are; filters, formats and fields are kept', async () => {
    const names = (text: string) =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).name);
    const all = await run(['tokens', 'list', '--mine', '--sort', 'name', '-o', 'ndjson']);
    assert.deepEqual(names(all.stdout), ['ci', 'deploy', 'First token', 'saved']);
    const some = await run(['tokens', 'list', '--tag', 'a', '--json', '_id,name,nothing']);
    assert.deepEqual(Object.keys(JSON.parse(some.stdout)[0]), ['_id', 'name', 'nothing']);
    const few = await run(['tokens', 'list', '--mine', '--limit', '2', '-q']);
    assert.deepEqual([few.code, few.stdout.match(/^[0-9a-f]{24}$/gm)?.length], [0, 2]);
    const csv = await run(['tokens', 'list', '-s', 'deploy', '-o', 'csv', '--limit', '1']);
    assert.match(csv.stdout, /^id,name,ending,.*\r\n[0-9a-f]{24},deploy,\w{4},active,service,policy of 1,/);
  });

  await t.test(
    'a token is named by id or by name; of a name that several have all ids are told, exit 2',
    async () => {
      const first = (await service.createToken({ name: 'twin', role: 'reader' }))._id;
      const second = (await service.createToken({ name: 'twin', role: 'reader' }))._id;
      assert.equal((await json(['tokens', 'get', first]))._id, first);
      const { code, stdout, stderr } = await run(['tokens', 'disable', 'twin']);
      assert.deepEqual([code, stdout], [2, '']);
      assert.ok(stderr.includes(first) && stderr.includes(second), stderr);
      assert.equal(
        service.query("SELECT id FROM tokens WHERE name = 'twin' AND disabled_at IS NOT NULL").length,
        0,
      );
    },
  );

  await t.test(
    'edit changes what its flags name; --dry-run prints the call and changes nothing',
    async () => {
      const words = ['tokens', 'edit', 'ci', '--name', 'ci of web', '--role', 'writer'];
      const dry = await run([...words, '--dry-run']);
      assert.equal(dry.code, 0);
      const { method, path, body } = JSON.parse(dry.stdout);
      assert.equal(method, 'PATCH');
      assert.match(path, /^\/api\/v2\/tokens\/[0-9a-f]{24}$/);
      assert.deepEqual(body.merge, {
        role: 'writer',
        customRoleIds: null,
        inlineRole: null,
        name: 'ci of web',
      });
      assert.equal((await json(['tokens', 'get', 'ci'])).role, 'reader');
      const edited = await json(words);
      assert.deepEqual([edited.name, edited.role], ['ci of web', 'writer']);
      const rescoped = await run(['tokens', 'edit', 'ci of web', '--policy', '-', '--json'], {
        input: JSON.stringify(ROLES_OF_VIEWER),
      });
      assert.deepEqual(JSON.parse(rescoped.stdout).inlineRole, ROLES_OF_VIEWER);
      assert.equal((await run(['tokens', 'edit', 'ci of web'])).code, 2);
    },
  );

  await t.test('disable stops a token and enable lets it work again', async () => {
    const { stdout: secret } = await run(['tokens', 'create', 'switched', '-q']);
    assert.equal((await json(['tokens', 'disable', 'switched'])).status, 'disabled');
    assert.equal(await works(secret), 401);
    assert.equal((await json(['tokens', 'enable', 'switched'])).status, 'active');
    assert.equal(await works(secret), 200);
  });

  await t.test(
    'reset needs the name, keeps the old secret a day, and its end can be moved and come at once',
    async () => {
      const { stdout: old } = await run(['tokens', 'create', 'turned', '-q']);
      const refused = await run(['tokens', 'reset', 'turned', '--confirm', 'other']);
      assert.deepEqual([refused.code, refused.stdout], [2, '']);
      assert.deepEqual([(await run(['tokens', 'reset', 'turned'])).code, await works(old)], [2, 200]);
      const { stdout: fresh } = await run(['tokens', 'reset', 'turned', '--confirm', 'turned', '-q']);
      assert.match(fresh, SECRET);
      assert.deepEqual([await works(old), await works(fresh)], [200, 200]);
      const day = (await json(['tokens', 'get', 'turned'])).previousSecrets[0].expiry - Date.now();
      assert.ok(Math.abs(day - 86_400_000) < 60_000);
      const moved = await json(['tokens', 'extend-old', 'turned', '48h']);
      assert.ok(Math.abs(moved.expiry - Date.now() - 2 * 86_400_000) < 60_000);
      assert.equal((await run(['tokens', 'end-old', 'turned'])).code, 0);
      assert.deepEqual([await works(old), await works(fresh)], [401, 200]);
      assert.equal((await run(['tokens', 'end-old', 'turned'])).code, 3);
    },
  );

  await t.test('clone makes another like it, with a secret of its own', async () => {
    const { stdout } = await run(['tokens', 'clone', 'deploy', '--name', 'deploy 2', '-o', 'json']);
    const { inlineRole, serviceToken, name, token } = JSON.parse(stdout);
    assert.deepEqual([inlineRole, serviceToken, name], [ROLES_OF_VIEWER, true, 'deploy 2']);
    assert.match(`${token}\n`, SECRET);
  });

  await t.test('verify says whose a secret on stdin is: exit 0 works, 1 does not, 3 unknown', async () => {
    const { stdout: secret } = await run(['tokens', 'create', 'found', '-q']);
    const verify = (input: string) => run(['tokens', 'verify', '-'], { input });
    const good = await verify(secret);
    assert.deepEqual([good.code, JSON.parse(good.stdout).name], [0, 'found']);
    await run(['tokens', 'reset', 'found', '--keep-old', '0', '--confirm', 'found']);
    const ended = await run(['tokens', 'verify', '-', '-o', 'csv'], { input: secret });
    assert.equal(ended.code, 1);
    assert.match(ended.stdout, /,superseded,no,[^\n]*,ended,/);
    await run(['tokens', 'delete', 'found', '--confirm', 'found']);
    const dead = await verify(secret);
    assert.deepEqual([dead.code, JSON.parse(dead.stdout).status], [1, 'deleted']);
    assert.equal((await run(['tokens', 'verify'], { ...asReader, input: service.ownerSecret })).code, 3);
  });

  await t.test('delete needs the name, or how many there are, and ends them', async () => {
    const { stdout: secret } = await run(['tokens', 'create', 'doomed', '-q']);
    assert.equal((await run(['tokens', 'delete', 'doomed', 'deploy 2', '--confirm', 'doomed'])).code, 2);
    assert.equal(await works(secret), 200);
    const { code, stderr } = await run(['tokens', 'delete', 'doomed', 'deploy 2', '--confirm', '2']);
    assert.deepEqual([code, stderr], [0, 'keyward: deleted 2 tokens\n']);
    assert.equal(await works(secret), 401);
    assert.equal((await run(['tokens', 'get', 'doomed'])).code, 3);
  });

  await t.test('usage counts the calls of each day, and audit tells what was done', async () => {
    await service.flush();
    const days = await json(['tokens', 'usage', 'First token']);
    assert.deepEqual([days.length, days.at(-1).day], [30, new Date().toISOString().slice(0, 10)]);
    assert.ok(days.at(-1).allowed > 10);
    assert.equal((await json(['tokens', 'usage', 'First token', '--since', '2d'])).length, 3);
    const done = await json(['tokens', 'audit', 'switched']);
    assert.deepEqual(
      done.map((entry: { accesses: { action: string }[] }) => entry.accesses[0]?.action),
      ['updateAccessTokenStatus', 'updateAccessTokenStatus', 'createAccessToken'],
    );
  });

  await t.test('what is refused ends with the code of its reason, and nothing is done', async () => {
    const before = service.query('SELECT count(*) AS n FROM tokens')[0]?.n;
    const codes = async (words: readonly string[], options = {}) => (await run(words, options)).code;
    assert.equal(await codes(['tokens', 'create', 'x', '--role', 'owner'], asReader), 5);
    assert.equal(await codes(['tokens', 'delete', 'turned', '--confirm', 'turned'], asReader), 3);
    assert.equal(await codes(['tokens', 'create', 'x', '--role', 'king']), 2);
    assert.equal(await codes(['tokens', 'create', 'x', '--role', 'reader', '--custom-role', 'y']), 2);
    assert.equal(await codes(['tokens', 'create', 'x', '--expires', 'soon']), 2);
    assert.equal(await codes(['tokens', 'get', 'nobody']), 3);
    assert.equal(service.query('SELECT count(*) AS n FROM tokens')[0]?.n, before);
    writeFileSync(join(directory, 'bad.json'), '[{"effect":"allow","resources":["nope/*"],"actions":["*"]}]');
    const { code, stderr } = await run(['tokens', 'create', 'x', '--policy', 'bad.json']);
    assert.equal(code, 1);
    assert.match(stderr, /unknown type `nope`/);
  });
});
