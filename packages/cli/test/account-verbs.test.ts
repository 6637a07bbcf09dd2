import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startCommandLine } from './start-command-line.ts';

/** Dozens of starts of the program, which on a machine with other work take a second each. */
const PATIENCE_MS = 180_000;

const POLICY = [{ effect: 'allow', resources: ['service-token/*'], actions: ['viewToken'] }];

test('keyward roles, teams, members, audit and api', { timeout: PATIENCE_MS }, async (t) => {
  const { service, run, json, interrupted, directory } = await startCommandLine(t);
  const { member, secret } = await service.addMember('reader', 'reader');
  const asReader = { environment: { KEYWARD_ACCESS_TOKEN: secret } };
  const codeOf = async (words: readonly string[], options = {}) => (await run(words, options)).code;
  writeFileSync(join(directory, 'policy.json'), JSON.stringify(POLICY));

  await t.test('a role is made, shown, changed and deleted', async () => {
    const made = await json(['roles', 'create', 'viewer', '--policy', 'policy.json', '--name', 'The viewer']);
    assert.deepEqual([made.key, made.name, made.policy], ['viewer', 'The viewer', POLICY]);
    const alone = await run(['roles', 'get', 'The viewer', '--policy-only']);
    assert.deepEqual(JSON.parse(alone.stdout), POLICY);
    const edited = await json(['roles', 'edit', 'viewer', '--description', 'looks', '--comment', 'why not']);
    assert.deepEqual([edited.description, edited.policy], ['looks', POLICY]);
    const { stdout } = await run(['roles', 'list', '--all', '-q']);
    assert.ok(stdout.split('\n').includes('viewer'));
    assert.equal(await codeOf(['roles', 'create', 'viewer', '--policy', 'policy.json']), 6);
    assert.equal(await codeOf(['roles', 'delete', 'viewer', '--confirm', 'viewer'], asReader), 5);
    assert.equal(await codeOf(['roles', 'get', 'no role at all']), 3);
  });

  await t.test('a team is made, shown, changed and deleted, its members named by e-mail', async () => {
    const made = await json(['teams', 'create', 'web', '--role', 'viewer', '--member', member.email]);
    assert.deepEqual([made.key, made.members.totalCount, made.roles.items[0].key], ['web', 1, 'viewer']);
    const words = ['teams', 'edit', 'web', '--name', 'Web site', '--remove-member', member.id];
    const edited = await json([...words, '--remove-role', 'viewer']);
    assert.deepEqual([edited.name, edited.members.totalCount, edited.roles.totalCount], ['Web site', 0, 0]);
    assert.equal((await json(['teams', 'list', '-s', 'web']))[0].key, 'web');
    assert.equal(await codeOf(['teams', 'edit', 'web', '--name', 'x'], asReader), 5);
    assert.equal(await codeOf(['teams', 'delete', 'Web site']), 2);
    assert.equal(await codeOf(['teams', 'delete', 'Web site', '--confirm', 'web']), 0);
    assert.equal(await codeOf(['teams', 'get', 'web']), 3);
  });

  await t.test('a member is invited, found, changed and removed', async () => {
    const [invited] = await json(['members', 'invite', 'grace@example.com', '--role', 'writer']);
    assert.match(invited._invitation.link, /^\/|^http/);
    assert.equal((await json(['members', 'get', 'grace@example.com']))._id, invited._id);
    const found = await json(['members', 'list', '-s', 'grace@', '--role', 'writer']);
    assert.deepEqual(
      found.map(({ email }: { email: string }) => email),
      ['grace@example.com'],
    );
    const edited = await json(['members', 'edit', invited._id, '--custom-role', 'viewer']);
    assert.equal(edited.customRoles.length, 1);
    assert.equal(await codeOf(['members', 'edit', 'me', '--role', 'owner'], asReader), 5);
    assert.equal(await codeOf(['members', 'remove', 'grace@example.com', '--confirm', 'ada@example.com']), 2);
    const dry = await run(['members', 'remove', 'grace@example.com', '--dry-run']);
    assert.deepEqual(JSON.parse(dry.stdout), { method: 'DELETE', path: `/api/v2/members/${invited._id}` });
    assert.equal(
      await codeOf(['members', 'remove', 'grace@example.com', '--confirm', 'grace@example.com']),
      0,
    );
    assert.equal(await codeOf(['members', 'get', 'grace@example.com']), 3);
    assert.equal(await codeOf(['roles', 'delete', 'viewer', '--confirm', 'viewer']), 0);
  });

  await t.test('the audit log is listed, searched and shown', async () => {
    const entries = await json(['audit', 'list', '--since', '2001-01-01', '--all']);
    assert.equal(entries.length, service.query('SELECT id FROM audit_entries').length);
    const [about] = await json(['audit', 'list', '--spec', 'role/viewer', '--limit', '1']);
    assert.equal(about.accesses[0].action, 'deleteRole');
    assert.equal((await json(['audit', 'get', about._id]))._id, about._id);
    assert.equal((await json(['audit', 'list', '--until', '2001-01-01'])).length, 0);
    assert.equal(await codeOf(['audit', 'get', '0123456789abcdef01234567']), 3);
  });

  for (const [number, verb] of [
    ['tail', '--every', '1'],
    ['list', '--follow'],
  ].entries()) {
    const name = `audit ${verb.join(' ')} prints what is there and what comes, each once, until Ctrl-C`;
    await t.test(name, async () => {
      const [before, after] = [`before it ${number}`, `after it ${number}`];
      await service.createToken({ name: before, role: 'reader' });
      const words = ['audit', ...verb, '--since', '2001-01-01'];
      const { code, stdout, stderr } = await interrupted(words, [before, after], () =>
        service.createToken({ name: after, role: 'reader' }),
      );
      assert.deepEqual([code, stderr], [130, 'keyward: interrupted\n']);
      const ids = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)._id);
      assert.deepEqual(ids.length, new Set(ids).size);
      assert.equal(ids.length, service.query('SELECT id FROM audit_entries').length);
    });
  }

  await t.test('what narrows a list and is not followed is refused with --follow', async () => {
    for (const words of [['--search', 'x'], ['--until', '2d'], ['--limit', '3'], ['--all']])
      assert.equal(await codeOf(['audit', 'list', '--follow', ...words]), 2, words[0]);
  });

  await t.test('api calls any path, sends fields or a body, and follows pages', async () => {
    const made = await json(['api', 'post', '/api/v2/tokens', '-f', 'name=raw', '-F', 'role="reader"']);
    assert.deepEqual([made.name, made.role], ['raw', 'reader']);
    const options = { input: '{"merge":{"name":"rare"}}' };
    const words = ['api', 'PATCH', `/api/v2/tokens/${made._id}`, '--body', '-'];
    assert.equal(JSON.parse((await run(words, options)).stdout).name, 'rare');
    for (const name of ['p', 'q', 'r']) await service.createToken({ name, role: 'reader' });
    const list = ['api', 'GET', '/api/v2/tokens', '-f', 'limit=2', '-f', 'showAll=true', '--paginate'];
    assert.equal((await json(list)).length, service.query('SELECT id FROM tokens').length);
    const gone = await run(['api', 'DELETE', `/api/v2/tokens/${made._id}`]);
    assert.deepEqual(gone, { code: 0, stdout: '', stderr: '' });
    assert.equal(await codeOf(['api', 'GET', `/api/v2/tokens/${made._id}`]), 3);
    assert.equal(await codeOf(['api', 'GET', 'https://elsewhere.example']), 2);
  });
});
