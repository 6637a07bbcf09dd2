/**
 * `npm run bench -- forward-auth`: nginx before an API with the configuration of `docs/gateways/nginx.md`, beside the same nginx
 * that asks itself (a static `return 200`), and beside one that asks nobody, in interleaved rounds. Needs `wrk` and nginx.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayProgram } from '../e2e/gateways/gateway-programs.ts';
import { openShop } from '../packages/server/test/shop.ts';
import { freePort } from '../test/free-port.ts';
import { untilListening } from '../test/until-listening.ts';
import { startKeyward } from './verify/start-keyward.ts';
import { median, type Round, SERVER_CORE, wrk } from './verify/wrk.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
const SECONDS = Number(process.argv[3] ?? 5);
const CONNECTIONS = 16;
const AIMED_SHARE = 0.5;
const TARGET = '/orders/17';

process.env.KEYWARD_TRUSTED_PROXIES = '127.0.0.1';
const keyward = await startKeyward();
await openShop(async (path, body) => (await call('PUT', path, body)).status);
const { _id: accountId } = (await (await call('GET', '/api/v2/account')).json()) as { readonly _id: string };
const created = await call('POST', '/api/v2/tokens', { role: 'reader', serviceToken: true });
const { token: secret } = (await created.json()) as { readonly token: string };

const directory = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
const page = readFileSync(new URL('../docs/gateways/nginx.md', import.meta.url), 'utf8');
const [, documented = ''] = /^```nginx\n(.*?)^```$/ms.exec(page) ?? [];
const asking = documented
  .replace('127.0.0.1:8080', new URL(keyward.url).host)
  .replace('127.0.0.1:3000', '127.0.0.1:API_PORT')
  .replace('ACCOUNT', accountId)
  .replace('worker_processes auto', 'worker_processes 1')
  .replace(
    /\n}\n$/,
    `\n  server {\n    listen API_PORT;\n    location / { return 200 "from the API"; }\n  }\n}\n`,
  );
const loads = {
  'asking nobody': await startNginx(asking.replace('auth_request /_keyward;', '')),
  'asking itself': await startNginx(
    asking.replace(/internal;.*?\n {4}\}/s, 'internal;\n      return 200;\n    }'),
  ),
  'asking Keyward': await startNginx(asking),
};

const rounds = new Map<string, Round[]>();
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, { port, child }] of Object.entries(loads)) {
    const url = `http://127.0.0.1:${port}${TARGET}`;
    const load = { url, pid: child.pid ?? 0, secret, seconds: SECONDS, connections: CONNECTIONS };
    const measured = wrk(load);
    if (round > 0) rounds.set(name, [...(rounds.get(name) ?? []), measured]);
  }
}
for (const { child } of Object.values(loads)) {
  child.kill();
  await once(child, 'exit');
}
await keyward.stop();
rmSync(directory, { recursive: true });

const of = (name: keyof typeof loads, field: keyof Round) =>
  median((rounds.get(name) ?? []).map((round) => round[field]));
for (const name of Object.keys(loads) as (keyof typeof loads)[]) {
  const share = of(name, 'requestsPerSecond') / of('asking itself', 'requestsPerSecond');
  const figures = [
    `${of(name, 'requestsPerSecond').toFixed(0).padStart(7)} requests/s`,
    `p50 ${of(name, 'p50Ms').toFixed(2)} ms`,
    `p99 ${of(name, 'p99Ms').toFixed(2)} ms`,
    `${share.toFixed(2)} of asking itself`,
  ];
  process.stdout.write(`  ${name.padEnd(16)} ${figures.join('   ')}\n`);
}
const reached = of('asking Keyward', 'requestsPerSecond') / of('asking itself', 'requestsPerSecond');
const verdict = reached >= AIMED_SHARE ? '' : '  MISSED';
process.stdout.write(`  ${reached.toFixed(2)} of nginx that asks itself (aim ${AIMED_SHARE})${verdict}\n`);

function call(method: string, path: string, body?: unknown): Promise<Response> {
  const headers = { authorization: keyward.ownerSecret, 'content-type': 'application/json' };
  return fetch(`${keyward.url}${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** One worker on the core of the servers, as everything that is measured, with an API of its own. */
async function startNginx(
  configuration: string,
): Promise<{ readonly port: number; readonly child: ChildProcess }> {
  const [port, apiPort] = [await freePort(), await freePort()];
  const own = mkdtempSync(join(directory, 'nginx-'));
  const file = join(own, 'nginx.conf');
  const text = configuration.replace('listen 8000', `listen ${port}`).replaceAll('API_PORT', String(apiPort));
  writeFileSync(file, text.replace('/run/', `${own}/`));
  const words = [gatewayProgram('nginx'), '-p', own, '-c', file, '-g', 'daemon off;'];
  const child = spawn('taskset', ['-c', SERVER_CORE, ...words], { stdio: 'ignore' });
  await untilListening(port, () => child.exitCode !== null);
  return { port, child };
}
