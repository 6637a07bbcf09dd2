/** The command as it is published runs in an empty folder, with its service, pages and threads. */
import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { packPackages } from '../scripts/pack-packages.ts';
import { freePort } from './free-port.ts';

const PATIENCE_MS = 120_000;
const POLICY = [{ effect: 'allow', resources: ['proj/*:env/*:flag/*'], actions: ['updateOn'] }];

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'keyward-program-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const words = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', [...words, ...packPackages(['cli'])], { cwd: folder, stdio: ['ignore', 'ignore', 2] });
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** The environment of a machine on which nothing of the workspace is found. */
const environment = () => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:KEYWARD|LD|npm)_/.test(name))),
  XDG_CONFIG_HOME: join(folder, 'xdg'),
  KEYWARD_KEYRING: 'off',
});
const program = () => join(folder, 'node_modules', '.bin', 'keyward');

async function keyward(words: readonly string[], extra: Readonly<Record<string, string>> = {}) {
  const env = { ...environment(), ...extra };
  return (await promisify(execFile)(program(), [...words], { cwd: folder, env })).stdout;
}

async function serve(t: TestContext, data: string): Promise<string> {
  const port = await freePort();
  const child = spawn(program(), ['serve', '--data', data, '--port', String(port)], {
    cwd: folder,
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  t.after(async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'close');
  });
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk) => String(chunk).includes('serving') && resolve());
    child.once('exit', () => reject(new Error('the service ended')));
  });
  return `http://127.0.0.1:${port}`;
}

test('packages hold JavaScript with types, the console and the description of the API, and no source', () => {
  const server = join(folder, 'node_modules', '@keyward', 'server');
  for (const path of ['console/index.html', 'spec/openapi.json', 'dist/index.d.ts'])
    assert.ok(existsSync(join(server, path)), path);
  const packed = globSync(join(folder, 'node_modules', '{@keyward/*,keyward}', '**', '*.ts'));
  assert.deepEqual(
    packed.filter((path) => !path.endsWith('.d.ts') && !path.includes('/node_modules/keyward/node_modules/')),
    [],
  );
  const scripts = globSync(join(folder, 'node_modules', '{@keyward/*,keyward}', 'dist', '**', '*.js'));
  const sources = scripts.filter((path) => /['"]\.[^'"\n]*\.ts['"]/.test(readFileSync(path, 'utf8')));
  assert.deepEqual(sources, [], 'names a source that is not packed');
});

test('the packed program sets up, serves pages and calls, and backs up', {
  timeout: PATIENCE_MS,
}, async (t) => {
  assert.match(await keyward(['--version']), /^\d+\.\d+\.\d+\n$/);
  const data = join(folder, 'data');
  const printed = await keyward(['init', '--data', data, '--email', 'ada@example.com']);
  const [secret = ''] = /\bkw\w_\w+/.exec(printed) ?? [];
  const url = await serve(t, data);
  const page = await fetch(`${url}/login`);
  assert.equal(page.status, 200);
  const [script = ''] = /\/assets\/[\w.-]+\.js/.exec(await page.text()) ?? [];
  assert.equal((await fetch(url + script)).status, 200);

  const signedIn = { KEYWARD_URL: url, KEYWARD_ACCESS_TOKEN: secret };
  const policy = join(folder, 'policy.json');
  writeFileSync(policy, JSON.stringify(POLICY));
  const made = JSON.parse(await keyward(['tokens', 'create', 'ci', '--policy', policy, '--json'], signedIn));
  assert.deepEqual(made.inlineRole, POLICY);
  const listed = JSON.parse(await keyward(['tokens', 'list', '--json'], signedIn));
  assert.ok(listed.some(({ _id }: { _id: string }) => _id === made._id));
  await keyward(['backup', join(folder, 'backup.db'), '--data', data]);
  assert.ok(existsSync(join(folder, 'backup.db')));
});
