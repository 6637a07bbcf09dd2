import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { mintSecret } from '../../server/src/tokens/token-format.ts';
import { findSecrets } from '../src/scan/find-secrets.ts';
import { scanStream } from '../src/scan/scan-stream.ts';
import { directoryWith, runKeywardIn } from './run-policy.ts';

test('a secret is found by its checksum wherever it stands, whichever its prefix', () => {
  const secrets = ['kw', 'acme', 'ab', 'x23456789012'].map((prefix) => mintSecret(prefix, 'service'));
  for (const secret of secrets) {
    for (const text of [secret, `token${secret}`, `"${secret}",`, `${secret}AAAA`, `a_${secret}`]) {
      assert.deepEqual(
        findSecrets(text).map(({ kind, masked }) => [kind, masked.slice(-5)]),
        [['service', `…${secret.slice(-4)}`]],
        text,
      );
    }
    const last = secret.at(-1) === 'A' ? 'B' : 'A';
    assert.deepEqual(findSecrets(secret.slice(0, -1) + last), []);
  }
  assert.equal(findSecrets(mintSecret('api-', 'personal'))[0]?.kind, 'unknown');
});

test('a long stream has each secret once, with its line and column, wherever the chunks are cut', async () => {
  const secrets = Array.from({ length: 3 }, () => mintSecret('kw', 'personal'));
  const text = `first\n  ${secrets[0]} ${secrets[1]}\n\n\n${'x'.repeat(200)}${secrets[2]}\n`;
  const places = [
    [2, 3],
    [2, 44],
    [5, 201],
  ];
  for (const size of [1, 7, 39, 50, 64, 1000]) {
    async function* chunks() {
      for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size));
    }
    const found = [];
    for await (const { line, column } of scanStream('f', chunks())) found.push([line, column]);
    assert.deepEqual(found, places, `chunks of ${size}`);
  }
  async function* wide() {
    yield Buffer.from(`\ufeff${secrets[0]}\r\n`, 'utf16le');
  }
  let seen = 0;
  for await (const _ of scanStream('f', wide())) seen++;
  assert.equal(seen, 1);
});

test('scan goes through directories and stdin, says where and never what, and ends with 1', async (t) => {
  const secret = mintSecret('kw', 'personal');
  const directory = directoryWith(t, { 'a.txt': 'nothing', 'b.env': `A=1\nT=${secret}\n` });
  const found = await runKeywardIn(directory, ['scan', '.']);
  assert.deepEqual(
    [found.code, found.stdout],
    [1, `b.env:2:3: secret of a personal token: kwp_…${secret.slice(-4)}\n`],
  );
  assert.ok(!found.stderr.includes(secret));
  const piped = await runKeywardIn(directory, ['scan', '-', '--json', 'line,kind'], secret);
  assert.deepEqual([piped.code, JSON.parse(piped.stdout)], [1, [{ line: 1, kind: 'personal' }]]);
  assert.deepEqual(await runKeywardIn(directory, ['scan', 'a.txt']), { code: 0, stdout: '', stderr: '' });
  const missing = await runKeywardIn(directory, ['scan', 'a.txt', 'gone']);
  assert.deepEqual(
    [missing.code, missing.stderr],
    [1, 'keyward: `gone` cannot be read\nkeyward: see to the path and its mode\n'],
  );
});

test('the hook of the page keeps a commit out that brings a secret, and lets one take it out', (t) => {
  const page = readFileSync(new URL('../../../docs/cli.md', import.meta.url), 'utf8');
  const [, hook = ''] = /^```sh pre-commit\n([\s\S]*?)^```$/m.exec(page) ?? [];
  const secret = mintSecret('kw', 'service');
  const directory = directoryWith(t, { 'ok.txt': 'fine\n', hook: hook });
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const bin = join(root, 'node_modules', '.bin');
  const sh = (command: string) =>
    spawnSync('sh', ['-c', command], {
      cwd: directory,
      encoding: 'utf8',
      env: {
        PATH: `${bin}:${dirname(process.execPath)}:${process.env.PATH}`,
        HOME: directory,
        GIT_CONFIG_NOSYSTEM: '1',
        ...Object.fromEntries(
          ['AUTHOR', 'COMMITTER'].flatMap((who) => [
            [`GIT_${who}_NAME`, 'Ada'],
            [`GIT_${who}_EMAIL`, 'ada@example.com'],
          ]),
        ),
      },
    });
  assert.equal(
    sh('git init -q . && cp hook .git/hooks/pre-commit && chmod +x .git/hooks/pre-commit').status,
    0,
  );
  assert.equal(sh('git add ok.txt && git commit -qm one').status, 0);
  const refused = sh(`echo 'token = "${secret}"' > bad.txt && git add bad.txt && git commit -qm two`);
  assert.notEqual(refused.status, 0);
  assert.match(refused.stdout + refused.stderr, /secret of a service token/);
  assert.equal(sh('git commit -qm two --no-verify').status, 0);
  assert.equal(sh('git rm -q bad.txt && git commit -qm three').status, 0, 'taking it out is no harm');
});
