import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../test/free-port.ts';
import { startCommandLine } from './start-command-line.ts';

/** Dozens of starts of the program, which on a machine with other work take a second each. */
const PATIENCE_MS = 900_000;

test('what all verbs that call a service have in common', { timeout: PATIENCE_MS }, async (t) => {
  const { service, run, json, inTerminal, directory, url } = await startCommandLine(t);
  const nobody = { KEYWARD_URL: undefined, KEYWARD_ACCESS_TOKEN: undefined };
  const credentials = join(directory, 'xdg', 'keyward', 'credentials.json');

  await t.test('login keeps a token that works for one address, in a file of this user alone', async () => {
    const words = ['login', '--with-token', '--url', url];
    const wrong = await run(words, { environment: nobody, input: `kwp_${'x'.repeat(36)}\n` });
    assert.equal(wrong.code, 4);
    assert.ok(!existsSync(credentials));
    const { code, stdout } = await run(words, { environment: nobody, input: `${service.ownerSecret}\n` });
    assert.deepEqual([code, stdout], [0, '']);
    assert.equal(statSync(credentials).mode & 0o777, 0o600);
    assert.ok(!readFileSync(join(directory, 'xdg', 'keyward', 'config.json'), 'utf8').includes('kwp_'));
    const me = await json(['whoami'], { environment: nobody });
    assert.deepEqual(
      [me.url, me.member, me.role, me.tokenName],
      [url, 'owner@example.com', 'owner', 'First token'],
    );
    await service.flush();
    const used = (
      await service.call({
        url: `/api/v2/tokens/${me.tokenId}`,
        as: null,
        headers: { authorization: service.ownerSecret },
      })
    ).json();
    assert.equal(used.lastUsedAgent, 'keyward-cli/0.1.0', 'it says which program it is');
  });

  await t.test('a stored token goes to no other address than the one that it was given for', async () => {
    const other = { environment: { ...nobody, KEYWARD_URL: url.replace('127.0.0.1', 'localhost') } };
    const { code, stderr } = await run(['whoami'], other);
    assert.equal(code, 4);
    assert.match(stderr, /run `keyward login`, or set KEYWARD_ACCESS_TOKEN/);
  });

  await t.test("LaunchDarkly's variables count only as a pair", async () => {
    const pair = { LD_ACCESS_TOKEN: service.ownerSecret, LD_BASE_URI: url };
    const elsewhere = { ...nobody, XDG_CONFIG_HOME: join(directory, 'empty') };
    assert.equal(
      (await json(['whoami'], { environment: { ...elsewhere, ...pair } })).source,
      'LD_ACCESS_TOKEN',
    );
    const half = { ...elsewhere, LD_ACCESS_TOKEN: service.ownerSecret };
    assert.equal((await run(['whoami'], { environment: half })).code, 4);
  });

  await t.test('profiles keep an address and a way to print; no setting takes a secret', async () => {
    const set = async (...words: string[]) => (await run(['config', 'set', ...words])).code;
    assert.deepEqual(
      [await set('url', `${url}/`, '--profile', 'b'), await set('output', 'csv', '--profile', 'b')],
      [0, 0],
    );
    assert.deepEqual(
      [await set('output', 'xml'), await set('access-token', 'x'), await set('url', 'nowhere')],
      [2, 2, 2],
    );
    const asB = { KEYWARD_PROFILE: 'b', KEYWARD_URL: undefined };
    const { stdout } = await run(['whoami', '--no-header'], { environment: asB });
    assert.match(stdout, new RegExp(`^${url},First token,`));
    assert.equal((await run(['config', 'get', 'url', '--profile', 'b'])).stdout, `${url}\n`);
    const listed = await json(['config', 'list']);
    const rows = listed.map((row: { profile: string; signedIn: boolean }) => [row.profile, row.signedIn]);
    assert.deepEqual(rows, [
      ['default', true],
      ['b', false],
    ]);
  });

  await t.test(
    'a command that holds a secret is refused whatever it is, and does not repeat it',
    async () => {
      const before = service.query('SELECT count(*) AS n FROM audit_entries')[0]?.n;
      for (const words of [
        ['tokens', 'get', service.ownerSecret],
        [service.ownerSecret],
        ['login', `--token=${service.ownerSecret}`],
      ]) {
        const { code, stdout, stderr } = await run(words);
        assert.deepEqual([code, stdout], [2, '']);
        assert.match(stderr, /the command holds the secret/);
      }
      assert.equal(service.query('SELECT count(*) AS n FROM audit_entries')[0]?.n, before);
    },
  );

  await t.test('with --json a failure is JSON on stderr, with what the service calls it', async () => {
    const environment = { KEYWARD_ACCESS_TOKEN: (await service.addMember('reader', 'reader')).secret };
    const { code, stdout, stderr } = await run(
      ['api', 'POST', '/api/v2/teams', '-f', 'key=k', '-f', 'name=n', '--json'],
      { environment },
    );
    assert.deepEqual([code, stdout], [5, '']);
    const { error } = JSON.parse(stderr);
    assert.deepEqual([error.code, typeof error.requestId], ['forbidden', 'string']);
  });

  await t.test('a service that cannot be reached is exit 7, and doctor says so', async () => {
    const environment = { KEYWARD_URL: `http://127.0.0.1:${await freePort()}` };
    const { code, stderr } = await run(['tokens', 'list'], { environment });
    assert.equal(code, 7);
    assert.match(stderr, /^keyward: no answer from `http:\/\/127\.0\.0\.1:\d+`/);
    const doctor = await run(['doctor', '--json'], { environment });
    assert.equal(doctor.code, 1);
    const last = JSON.parse(doctor.stdout).at(-1);
    assert.deepEqual([last.check, last.result], ['service', 'bad']);
  });

  await t.test('doctor finds nothing wrong where nothing is, and a file that others may read', async () => {
    const well = await json(['doctor']);
    assert.deepEqual(
      well.map(({ check, result }: { check: string; result: string }) => `${check} ${result}`),
      ['files ok', 'address ok', 'service ok', 'clock ok', 'token ok'],
    );
    chmodSync(credentials, 0o644);
    const ill = await run(['doctor', '-o', 'ndjson']);
    assert.equal(ill.code, 1);
    assert.match(ill.stdout, /^\{"check":"files","result":"bad"/);
    const { stderr } = await run(['whoami'], { environment: { KEYWARD_ACCESS_TOKEN: undefined } });
    assert.equal(stderr.split('may be read by others').length, 2, stderr);
    chmodSync(credentials, 0o600);
  });

  await t.test(
    'names of others cannot steer the terminal, and are no formulas of a spreadsheet',
    async () => {
      await service.createToken({ name: '=1+1\u009b31m\u202e', role: 'reader' });
      const words = ['tokens', 'list', '-s', '=1+1', '-o'];
      for (const format of ['table', 'json']) {
        const { stdout } = await run([...words, format]);
        assert.ok(stdout.includes('=1+1') && !/[\u0080-\u009f\u202e]/.test(stdout), format);
      }
      assert.match((await run([...words, 'csv'])).stdout, /,'=1\+1/);
    },
  );

  await t.test('completion knows verbs, flags and names of tokens, and bash takes its script', async () => {
    const complete = async (...words: string[]) => (await run(['completion', 'bash', '--', ...words])).stdout;
    assert.equal(await complete('tok'), 'tokens\n');
    assert.match(await complete('tokens', 'e'), /^edit\nenable\nend-old\nextend-old\n$/);
    assert.match(await complete('tokens', 'create', '--ex'), /^--exec\n--expires\n$/);
    assert.equal(await complete('tokens', 'get', 'First'), 'First token\n');
    const again = await service.createToken({ name: 'First of all', role: 'reader' });
    const both = 'First of all\nFirst token\n';
    assert.equal(
      await complete('tokens', 'get', 'First'),
      both,
      'a token of the environment is asked each time',
    );
    await run(['api', 'DELETE', `/api/v2/tokens/${again._id}`]);
    const kept = join(directory, 'cache', 'keyward', 'names.json');
    assert.ok(!existsSync(kept));
    const words = ['completion', 'bash', '--', 'tokens', 'get', 'First'];
    assert.equal((await run(words, { environment: nobody })).stdout, 'First token\n');
    const { names, ...question } = JSON.parse(readFileSync(kept, 'utf8'));
    assert.deepEqual([names, question.url, question.profile], [['First token'], url, 'default']);
    for (const shell of ['zsh', 'fish', 'powershell']) {
      assert.match((await run(['completion', shell])).stdout, new RegExp(`keyward completion ${shell} --`));
    }
    writeFileSync(join(directory, 'keyward.bash'), (await run(['completion', 'bash'])).stdout);
    const line =
      'source keyward.bash; COMP_WORDS=(keyward tokens cl); COMP_CWORD=2; _keyward; echo "$COMPREPLY"';
    const bin = fileURLToPath(new URL('../../../node_modules/.bin', import.meta.url));
    const PATH = `${bin}:${dirname(process.execPath)}:${process.env.PATH}`;
    const bash = spawnSync('bash', ['-c', line], { cwd: directory, encoding: 'utf8', env: { PATH } });
    assert.equal(bash.stdout, 'clone\n', bash.stderr);
  });

  await t.test('on a terminal: a table, a hidden secret, the name typed before anything ends', async () => {
    const table = await inTerminal(['tokens', 'list', '--sort', 'name'], [], {
      environment: { NO_COLOR: '1' },
    });
    assert.match(table.screen, /ID {20,}NAME /);
    assert.ok(!table.screen.includes('\u001b[1m'), 'NO_COLOR is heeded');
    const coloured = { NO_COLOR: undefined, FORCE_COLOR: undefined, CI: undefined, TERM: 'xterm' };
    for (const [words, environment, isBold] of [
      [['--json'], coloured, false],
      [[], coloured, true],
      [['--no-color'], coloured, false],
      [['--no-color'], { ...coloured, FORCE_COLOR: '1' }, false],
      [[], { ...coloured, TERM: 'dumb' }, false],
    ] as const) {
      const { screen } = await inTerminal(['tokens', 'list', ...words], [], { environment });
      assert.equal(screen.includes('\u001b[1m'), isBold, `${words} ${JSON.stringify(environment)}`);
    }
    const piped = await run(['tokens', 'list', '-o', 'table'], { environment: coloured });
    assert.match(piped.stdout, /^ID /, 'a pipe gets none');
    const login = await inTerminal(
      ['login', '--with-token', '--profile', 'tty'],
      [['Secret of the access token', service.ownerSecret]],
    );
    assert.equal(login.code, 0);
    assert.ok(!login.screen.includes(service.ownerSecret));
    await service.createToken({ name: 'typed', role: 'reader' });
    const cancelled = await inTerminal(['tokens', 'delete', 'typed'], [['type `typed`', 'tpyed']]);
    assert.equal(cancelled.code, 130);
    assert.equal((await json(['tokens', 'get', 'typed'])).name, 'typed');
    assert.equal((await inTerminal(['tokens', 'delete', 'typed'], [['type `typed`', 'typed']])).code, 0);
    assert.equal((await run(['tokens', 'get', 'typed'])).code, 3);
    const made = await inTerminal(['tokens', 'create', 'shown']);
    assert.match(made.screen, /It is not shown again:\r\nkwp_\w{36}\r\n$/);
  });

  await t.test(
    'a credential helper keeps the secret in place of the file, apart for each address',
    async () => {
      const helper =
        'f="h-$(basename $KEYWARD_URL)"; case $1 in get) cat $f;; store) cat > $f;; erase) rm $f;; esac';
      writeFileSync(join(directory, 'helper.sh'), helper);
      const environment = { ...nobody, KEYWARD_PROFILE: 'helped' };
      for (const [key = '', value = ''] of [
        ['url', url],
        ['credential-helper', 'sh helper.sh'],
      ])
        await run(['config', 'set', key, value], { environment });
      assert.equal(
        (await run(['login', '--with-token'], { environment, input: service.ownerSecret })).code,
        0,
      );
      assert.ok(!('helped' in JSON.parse(readFileSync(credentials, 'utf8'))));
      assert.equal((await json(['whoami'], { environment })).source, 'the profile `helped`');
      assert.equal((await run(['whoami', '--url', 'http://127.0.0.1:1'], { environment })).code, 4);
      assert.equal((await run(['logout'], { environment })).code, 0);
      assert.equal((await run(['whoami'], { environment })).code, 4);
    },
  );

  await t.test('logout forgets the token, which still works', async () => {
    assert.equal((await run(['logout'])).code, 0);
    assert.equal((await run(['whoami'], { environment: nobody })).code, 4);
    assert.equal((await run(['whoami'])).code, 0);
  });
});
