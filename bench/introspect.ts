/**
 * `npm run bench -- introspect`: introspection of a warm token over HTTP on one core, beside a bare `node:http` that reads the
 * same body and answers the same bytes, in interleaved rounds. Needs `wrk`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../test/free-port.ts';
import { startKeyward } from './verify/start-keyward.ts';
import { median, type Round, SERVER_CORE, wrk } from './verify/wrk.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
const SECONDS = Number(process.argv[3] ?? 5);
const CONNECTIONS = 16;
const SMALLEST_SHARE = 0.75;
const PATH = '/oauth2/introspect';
const FORM = 'application/x-www-form-urlencoded';

const keyward = await startKeyward();
const owner = { authorization: keyward.ownerSecret, 'content-type': 'application/json' };
const verifier = await createToken({ customRoleIds: ['keyward-verifier'] });
const introspected = await createToken({ role: 'reader' });

const body = `token=${introspected}&client_ip=192.0.2.7`;
const asked = { method: 'POST', body, headers: { authorization: verifier, 'content-type': FORM } };
const answer = await fetch(`${keyward.url}${PATH}`, asked);
const text = await answer.text();
if (!JSON.parse(text).active) throw new Error(text);

const directory = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
const own = ['date', 'connection', 'keep-alive', 'content-length'];
const headers = Object.fromEntries([...answer.headers].filter(([name]) => !own.includes(name)));
const file = join(directory, 'answer.json');
writeFileSync(
  file,
  JSON.stringify({ headers: { ...headers, 'content-length': String(text.length) }, body: text }),
);
const script = join(directory, 'introspect.lua');
writeFileSync(script, `wrk.method = "POST"\nwrk.body = "${body}"\nwrk.headers["Content-Type"] = "${FORM}"\n`);
const port = await freePort();
const bareProgram = new URL('./verify/bare-server.ts', import.meta.url).pathname;
const bare = spawn('taskset', ['-c', SERVER_CORE, process.execPath, bareProgram, file, String(port)]);
await once(bare.stdout, 'data');

const loads = {
  'bare node:http': { url: `http://127.0.0.1:${port}${PATH}`, pid: bare.pid ?? 0 },
  Keyward: { url: `${keyward.url}${PATH}`, pid: keyward.pid },
};
const rounds = new Map<string, Round[]>();
for (let round = 0; round <= ROUNDS; round++) {
  for (const [name, load] of Object.entries(loads)) {
    const measured = wrk({ ...load, secret: verifier, seconds: SECONDS, connections: CONNECTIONS, script });
    if (round > 0) rounds.set(name, [...(rounds.get(name) ?? []), measured]);
  }
}
bare.kill();
await keyward.stop();
rmSync(directory, { recursive: true });

const of = (name: keyof typeof loads, field: keyof Round) =>
  median((rounds.get(name) ?? []).map((round) => round[field]));
for (const name of Object.keys(loads) as (keyof typeof loads)[]) {
  const figures = [
    `${of(name, 'requestsPerSecond').toFixed(0).padStart(7)} requests/s`,
    `${of(name, 'microsecondsEach').toFixed(1).padStart(6)} us of the processor each`,
    `p50 ${of(name, 'p50Ms').toFixed(2)} ms`,
    `p99 ${of(name, 'p99Ms').toFixed(2)} ms`,
  ];
  process.stdout.write(`  ${name.padEnd(16)} ${figures.join('   ')}\n`);
}
const share = of('Keyward', 'requestsPerSecond') / of('bare node:http', 'requestsPerSecond');
const verdict = share >= SMALLEST_SHARE ? '' : '  MISSED';
process.stdout.write(`  ${share.toFixed(2)} of bare (aim ${SMALLEST_SHARE})${verdict}\n`);

async function createToken(scope: object): Promise<string> {
  const init = { method: 'POST', headers: owner, body: JSON.stringify({ serviceToken: true, ...scope }) };
  const created = await fetch(`${keyward.url}/api/v2/tokens`, init);
  return ((await created.json()) as { readonly token: string }).token;
}
