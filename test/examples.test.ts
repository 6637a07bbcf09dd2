/** The packages as they are published run in an empty folder, and each example with them, on every runtime that is here. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { startTestService } from '../packages/server/test/test-service.ts';
import { packPackages } from '../scripts/pack-packages.ts';
import { installLocked } from './install-locked.ts';

const EXAMPLES = globSync('examples/*.mjs').map((path) => basename(path));
/** What the examples need beside the SDK. */
const FRAMEWORKS = ['express', 'fastify', 'hono', '@hono/node-server'];
/** The bundle that runs on a bare web platform is made of the sources. */
const SUITE = globSync('packages/sdk/test/*.test.ts').filter(
  (path) => !path.endsWith('/web-platform.test.ts'),
);
const PATIENCE_MS = 20_000;

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'keyward-packed-'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const words = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', [...words, ...packPackages(['sdk'])], { cwd: folder, stdio: ['ignore', 'ignore', 2] });
  for (const name of FRAMEWORKS) link(name);
  cpSync('examples', folder, { recursive: true });
});
after(() => rmSync(folder, { recursive: true, force: true }));

function link(name: string): void {
  const place = join(folder, 'node_modules', name);
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(resolve('node_modules', name), place);
}

interface Runtime {
  readonly name: string;
  readonly command: readonly string[];
}

/** Each Node of another version that is on the `PATH`; older ones, Deno and Bun from there, or from a folder of their own. */
function runtimes(): Runtime[] {
  const found = new Map<string, Runtime>();
  if (process.platform === 'linux' && process.arch === 'x64')
    installLocked(new URL('runtimes/', import.meta.url));
  const packages = ['@deno/linux-x64-glibc', '@oven/bun-linux-x64/bin', 'node-20/bin', 'node-22/bin'].map(
    (name) => resolve('test/runtimes/node_modules', name),
  );
  for (const directory of [...(process.env.PATH ?? '').split(delimiter), ...packages]) {
    for (const [program, ...words] of [['node'], ['deno', 'run', '-A'], ['bun']] as const) {
      const path = join(directory, program);
      if (!existsSync(path)) continue;
      const [version = ''] =
        /\d+\.\d+\.\d+/.exec(execFileSync(path, ['--version'], { encoding: 'utf8' })) ?? [];
      const name = `${program} ${version}`;
      if (!found.has(name)) found.set(name, { name, command: [path, ...words] });
    }
  }
  return [...found.values()];
}

/** A service whose account has doors, somebody who may open the front one, and a verifier. */
async function startDoors(t: TestContext) {
  const service = await startTestService(t);
  const url = await service.app.listen({ host: '127.0.0.1', port: 0 });
  const change = async (method: 'PUT' | 'POST', path: string, payload: object) => {
    const answer = await service.call({ method, url: path, payload });
    assert.ok(answer.statusCode < 300, answer.body);
  };
  await change('PUT', '/api/v2/resource-types/door', { actions: { open: 'write' } });
  const policy = [{ effect: 'allow', resources: ['door/front'], actions: ['open'] }];
  await change('POST', '/api/v2/roles', { key: 'porter', name: 'Porter', policy });
  const scope = (role: string) => ({ serviceToken: true, customRoleIds: [role] });
  const own = await service.createToken({ name: 'doors API', ...scope('keyward-verifier') });
  const porter = () => service.createToken({ name: 'a porter', ...scope('porter') });
  return { service, url, own, porter };
}

/** Runs a program of the folder until the test ends it. */
async function start(
  t: TestContext,
  { command: [program = '', ...words] }: Runtime,
  file: string,
  env: object,
) {
  const child = spawn(program, [...words, file], {
    cwd: folder,
    env: { PATH: process.env.PATH, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE_MS,
  });
  t.after(() => child.kill('SIGKILL'));
  let said = '';
  const port = new Promise<string>((resolve, reject) => {
    const hear = (text: Buffer) => {
      said += text;
      const [, found] = /^listening on (\d+)$/m.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('close', () => reject(new Error(`it ended: ${said}`)));
  });
  return { url: `http://127.0.0.1:${await port}`, child, said: () => said };
}

test('there is an example for each framework', () => {
  assert.deepEqual(EXAMPLES.sort(), ['express.mjs', 'fastify.mjs', 'hono.mjs', 'node-http.mjs']);
});

test('an example lets through who may, refuses whoever may not, and refuses a token once it has ended', async (t) => {
  const { service, url, own, porter } = await startDoors(t);
  for (const runtime of runtimes()) {
    for (const example of EXAMPLES) {
      await t.test(`${example} on ${runtime.name}`, async (t) => {
        const { _id, token } = await porter();
        const api = await start(t, runtime, example, { KEYWARD_URL: url, KEYWARD_ACCESS_TOKEN: own.token });
        const get = async (path: string, secret?: string) => {
          const headers = secret === undefined ? {} : { authorization: `Bearer ${secret}` };
          const answer = await fetch(`${api.url}${path}`, { headers });
          return `${answer.status} ${answer.headers.get('www-authenticate') ?? (await answer.text())}`;
        };
        assert.equal(await get('/doors/front', token), '200 a porter opens front\n');
        assert.equal(await get('/doors/back', token), '403 Bearer error="insufficient_scope"');
        assert.equal(await get('/doors/front'), '401 Bearer');
        assert.equal(await get('/doors/front', `${token}x`), '401 Bearer error="invalid_token"');
        assert.match(await get('/doors/front%2Fback', token), /^40[34] /);
        await service.call({ method: 'DELETE', url: `/api/v2/tokens/${_id}` });
        const deadline = performance.now() + 10_000;
        while ((await get('/doors/front', token)).startsWith('200')) assert.ok(performance.now() < deadline);
        assert.equal(await get('/doors/front', token), '401 Bearer error="invalid_token"');
        assert.ok(!api.said().includes(token) && !api.said().includes(own.token));
        api.child.kill('SIGTERM');
        assert.deepEqual(await once(api.child, 'close'), [0, null], api.said());
      });
    }
  }
});

test('the package of the policy language decides every case as it expects, on every runtime', () => {
  const program = `import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtInCatalogue, runDecisionCase } from '@keyward/policy';
const folder = process.argv.at(-1);
const cases = readdirSync(folder).flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
console.log(cases.length, cases.filter((each) => !runDecisionCase(each, builtInCatalogue).passed).map(({ id }) => id).join());
`;
  writeFileSync(join(folder, 'decide.mjs'), program);
  const found = runtimes();
  for (const { name, command } of found) {
    const [file = '', ...words] = [...command, 'decide.mjs', resolve('spec/decisions')];
    const said = execFileSync(file, words, { cwd: folder, encoding: 'utf8', timeout: PATIENCE_MS });
    assert.match(said, /^\d{3,} \n$/, name);
  }
  const names = found.map(({ name }) => name).join(', ');
  if (process.platform === 'linux' && process.arch === 'x64')
    for (const name of ['node 20.', 'node 22.', 'node 24.', 'deno ', 'bun '])
      assert.ok(names.includes(name), names);
});

test('the tests of the SDK hold for the package', () => {
  link('@opentelemetry/api');
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const words = ['--import', './test/use-packed-sdk.ts', '--test', '--test-concurrency=1', ...SUITE];
  const said = execFileSync(process.execPath, words, {
    env: { ...env, KEYWARD_PACKED_FOLDER: folder },
    encoding: 'utf8',
  });
  const passed = Number(/^ℹ pass (\d+)$/m.exec(said)?.[1]);
  assert.ok(passed > 100, said);
});

test('a program in TypeScript finds the types of every entry', () => {
  writeFileSync(
    join(folder, 'program.ts'),
    `import { createKeyward } from '@keyward/sdk';
import { requireToken } from '@keyward/sdk/guard/hono';
import { createVerifier, type Principal } from '@keyward/sdk/verifier';
const verifier = createVerifier({ url: '', token: '' });
// @ts-expect-error: the types are not those of anything
createVerifier({ url: 1, token: '' });
export const guard = requireToken({ verifier, action: 'open', resource: 'door/front' });
export const nameOf = ({ name }: Principal): string => name;
export const names = createKeyward({ url: '', accessToken: '' }).tokens.list();
`,
  );
  const options = '--strict --noEmit --module nodenext --target es2022 --lib es2023,dom,dom.iterable --types';
  execFileSync(resolve('node_modules/.bin/tsc'), [...options.split(' '), '', 'program.ts'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: 'inherit',
  });
});
