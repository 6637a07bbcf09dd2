/**
 * `npm run bench -- verify-peers`: verifying one of many keys, by HTTP and in process, beside Better Auth with its plugin for API keys, on
 * SQLite, on PostgreSQL, and with its keys in the memory of the process. Needs `wrk`.
 *
 *   node bench/verify-peers.ts [keys] [rounds] [seconds] [verifications]
 */

import { installLocked } from '../test/install-locked.ts';
import { startPostgresCluster } from '../test/postgres-cluster.ts';
import { type Peer, startPeer } from './verify/peers/start-peer.ts';
import { median, type Round, wrk } from './verify/wrk.ts';

const KEYS = Number(process.argv[2] ?? 100_000);
const ROUNDS = Number(process.argv[3] ?? 5);
const SECONDS = Number(process.argv[4] ?? 4);
const VERIFICATIONS = Number(process.argv[5] ?? 10_000);
const CONNECTIONS = 16;

/** Each beside Keyward on the same database; memory beside Keyward on its default. */
const PEERS = [
  { name: 'Keyward, SQLite', program: 'keyward.ts', kind: 'sqlite', beside: 'Keyward, SQLite' },
  { name: 'Better Auth, SQLite', program: 'better-auth.ts', kind: 'sqlite', beside: 'Keyward, SQLite' },
  { name: 'Better Auth, memory', program: 'better-auth.ts', kind: 'memory', beside: 'Keyward, SQLite' },
  { name: 'Keyward, PostgreSQL', program: 'keyward.ts', kind: 'postgres', beside: 'Keyward, PostgreSQL' },
  {
    name: 'Better Auth, PostgreSQL',
    program: 'better-auth.ts',
    kind: 'postgres',
    beside: 'Keyward, PostgreSQL',
  },
] as const;

interface Measured {
  readonly http: Round[];
  readonly inProcessUs: number[];
}

installLocked(new URL('./', import.meta.url));
const cluster = await startPostgresCluster();
const started = new Map<string, Peer>();
const measured = new Map<string, Measured>(PEERS.map(({ name }) => [name, { http: [], inProcessUs: [] }]));
try {
  for (const { name, program, kind } of PEERS) {
    const database = kind === 'postgres' ? [await cluster.createDatabase()] : [];
    started.set(name, await startPeer(program, [kind, String(KEYS), ...database]));
  }
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, peer] of started) {
      const load = { url: `http://127.0.0.1:${peer.port}/api/v2/caller-identity`, secret: peer.secret };
      const http = wrk({ ...load, pid: peer.pid, seconds: SECONDS, connections: CONNECTIONS });
      const inProcessUs = await peer.verify(VERIFICATIONS);
      // The first round warms up.
      if (round === 0) continue;
      measured.get(name)?.http.push(http);
      measured.get(name)?.inProcessUs.push(inProcessUs);
    }
  }
} finally {
  for (const peer of started.values()) await peer.stop();
  await cluster.stop();
}

function figures(name: string) {
  const { http = [], inProcessUs = [] } = measured.get(name) ?? {};
  const of = (field: keyof Round) => median(http.map((round) => round[field]));
  return {
    requestsPerSecond: of('requestsPerSecond'),
    microsecondsEach: of('microsecondsEach'),
    p99Ms: of('p99Ms'),
    inProcessUs: median(inProcessUs),
  };
}

process.stdout.write(`  ${KEYS} keys, ${ROUNDS} rounds of ${SECONDS} s\n`);
for (const { name, beside } of PEERS) {
  const own = figures(beside);
  const { requestsPerSecond, microsecondsEach, p99Ms, inProcessUs } = figures(name);
  const ratio = (value: number) => (name === beside ? '' : ` (${value.toFixed(1)}x)`).padEnd(10);
  const cells = [
    `${requestsPerSecond.toFixed(0).padStart(6)} requests/s${ratio(own.requestsPerSecond / requestsPerSecond)}`,
    `${microsecondsEach.toFixed(0).padStart(5)} us of the processor${ratio(microsecondsEach / own.microsecondsEach)}`,
    `p99 ${p99Ms.toFixed(2).padStart(7)} ms${ratio(p99Ms / own.p99Ms)}`,
    `in process ${inProcessUs.toFixed(2).padStart(8)} us${ratio(inProcessUs / own.inProcessUs)}`,
  ];
  process.stdout.write(`  ${name.padEnd(24)} ${cells.join(' ')}\n`);
}
process.stdout.write(`
  In brackets: how many times Keyward on the same database, memory beside Keyward on SQLite.

  What is not comparable. Better Auth looks each key up anew and writes its row at every verification (when it was last used; so do its
  counts of what is left and of its limits), so its answer is as new as the database, with the cost of one durable write where the database has
  it so. Keyward answers from memory that changes are taken out of before they are acknowledged, and writes uses in batches: kill -9 loses up to
  30 seconds of them, and with several nodes an ended token may live for the published bound on a node that is cut off. Better Auth's limit
  of verifications for each key, ten a day unless set, is off; Keyward has none for each token, and counts outcomes. Keyward reads who holds the
  token and compiles what it may do, so its answer is also what the token may do now; Better Auth returns the permissions stored with the key.
  Better Auth has no route for verification: a bare \`node:http\` server calls it and writes two fields, where Keyward's
  route writes its whole answer. By HTTP one key is asked for again and again, in process all of them. Keys in memory are gone
  with the process and known to one process alone; there each key has an owner of its own, since the list of an owner's keys is
  written at every use of one. In process 16 verifications are under way at once,
  and Keyward's \`authenticate\` is asked, which leaves the counting of uses to the route. SQLite of Better Auth has a write-ahead log here.
`);
