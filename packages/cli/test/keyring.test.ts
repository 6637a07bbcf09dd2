import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startCommandLine } from './start-command-line.ts';

const PATIENCE_MS = 600_000;

/** Stands in for `@napi-rs/keyring`: keeps entries in a file, takes none where it is locked. */
const KEYRING = `
const { readFileSync, writeFileSync, existsSync } = require('node:fs');
const place = process.env.TEST_KEYRING;
const read = () => {
  if (place === 'locked') throw new Error('locked');
  return existsSync(place) ? JSON.parse(readFileSync(place, 'utf8')) : {};
};
exports.Entry = class {
  constructor(service, account, { linux }) { this.name = [service, account, linux.store].join('|'); }
  getPassword() { return read()[this.name] ?? null; }
  setPassword(password) { writeFileSync(place, JSON.stringify({ ...read(), [this.name]: password })); }
  deletePassword() {
    const { [this.name]: gone, ...others } = read();
    writeFileSync(place, JSON.stringify(others));
    return gone !== undefined;
  }
};`;

test('the keyring of the system keeps the secret where there is one', { timeout: PATIENCE_MS }, async (t) => {
  const { service, url, run, json, directory } = await startCommandLine(t);
  const standIn = join(directory, 'keyring.cjs');
  const hook = join(directory, 'hook.mjs');
  const place = join(directory, 'entries.json');
  writeFileSync(standIn, KEYRING);
  writeFileSync(
    hook,
    `import { registerHooks } from 'node:module';
     import { pathToFileURL } from 'node:url';
     registerHooks({ resolve: (name, context, next) => name === '@napi-rs/keyring'
       ? process.env.TEST_KEYRING === 'missing' ? next('@napi-rs/keyring-that-is-not-there', context)
       : { url: pathToFileURL(${JSON.stringify(standIn)}).href, format: 'commonjs', shortCircuit: true } : next(name, context) });`,
  );
  const withKeyring = (keyring: string) => ({
    KEYWARD_ACCESS_TOKEN: undefined,
    KEYWARD_KEYRING: undefined,
    NODE_OPTIONS: `--import ${hook}`,
    TEST_KEYRING: keyring,
  });
  const credentials = join(directory, 'xdg', 'keyward', 'credentials.json');
  const login = (environment: Record<string, string | undefined>) =>
    run(['login', '--with-token'], { environment, input: service.ownerSecret });

  await t.test('login fills it, whoami reads it for this address alone, logout empties it', async () => {
    const environment = withKeyring(place);
    const { code, stderr } = await login(environment);
    assert.deepEqual([code, /in the keyring of this system/.test(stderr)], [0, true], stderr);
    assert.ok(!existsSync(credentials));
    assert.deepEqual(JSON.parse(readFileSync(place, 'utf8')), {
      [`keyward|default ${url}|secret-service`]: service.ownerSecret,
    });
    assert.equal((await json(['whoami'], { environment })).role, 'owner');
    const [listed] = await json(['config', 'list'], { environment });
    assert.equal(listed.signedIn, true);
    assert.equal((await run(['whoami', '--url', 'http://127.0.0.1:1'], { environment })).code, 4);
    const locked = await run(['whoami'], { environment: withKeyring('locked') });
    assert.deepEqual([locked.code, /unlock it/.test(locked.stderr)], [1, true], locked.stderr);
    assert.equal((await run(['logout'], { environment })).code, 0);
    assert.deepEqual(JSON.parse(readFileSync(place, 'utf8')), {});
    assert.equal((await run(['whoami'], { environment })).code, 4);
  });

  await t.test('a secret for an address that the profile has no more is kept nowhere', async () => {
    const environment = withKeyring(place);
    const entries = () => Object.keys(JSON.parse(readFileSync(place, 'utf8')));
    const other = url.replace('127.0.0.1', 'localhost');
    assert.equal((await login(environment)).code, 0);
    assert.deepEqual(entries(), [`keyward|default ${url}|secret-service`]);
    const moved = await run(['login', '--with-token', '--url', other], {
      environment,
      input: service.ownerSecret,
    });
    assert.equal(moved.code, 0, moved.stderr);
    assert.deepEqual(entries(), [`keyward|default ${other}|secret-service`]);

    const locked = await run(['config', 'set', 'url', url], { environment: withKeyring('locked') });
    assert.deepEqual([locked.code, /unlock it/.test(locked.stderr)], [1, true], locked.stderr);
    assert.equal((await json(['config', 'list'], { environment }))[0].url, other);
    const same = await run(['config', 'set', 'url', `${other}/`], { environment });
    assert.deepEqual([same.code, entries().length], [0, 1], same.stderr);
    const left = await run(['config', 'set', 'url', url], { environment });
    assert.equal(left.code, 0);
    const said = `forgot the access token of the profile \`default\` for ${other}. It still works there: delete it at ${other}/tokens\n`;
    assert.ok(left.stderr.includes(said), left.stderr);
    assert.deepEqual(entries(), []);
    assert.equal((await json(['config', 'list'], { environment }))[0].signedIn, false);

    assert.equal((await login(environment)).code, 0);
    assert.equal((await login({ ...environment, KEYWARD_KEYRING: 'off' })).code, 0);
    assert.deepEqual(entries(), [], 'the file took its place');
    assert.equal((await run(['logout'], { environment })).code, 0);
  });

  await t.test('where it is missing, locked or switched off, the file takes the secret', async () => {
    for (const environment of [
      withKeyring('missing'),
      withKeyring('locked'),
      { ...withKeyring(place), KEYWARD_KEYRING: 'off' },
    ]) {
      const { code, stderr } = await login(environment);
      assert.deepEqual([code, stderr.includes(credentials)], [0, true], stderr);
      assert.equal((await json(['whoami'], { environment })).role, 'owner');
      assert.equal((await run(['logout'], { environment })).code, 0);
    }
    assert.deepEqual(JSON.parse(readFileSync(place, 'utf8')), {});
  });
});
