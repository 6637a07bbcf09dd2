/**
 * How long data takes from a file to PostgreSQL and back, and into a backup, and how much memory that needs.
 *
 *   node bench/data-copy.ts [tokens]
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { copyDatabase, createFirstOwner, openDeployment, readConfig, systemClock } from '@keyward/server';
import { startPostgresCluster } from '../test/postgres-cluster.ts';
import { fillTokens } from './tokens/fill-tokens.ts';

const TOKENS = Number(process.argv[2] ?? 1_000_000);

const parent = mkdtempSync(join(tmpdir(), 'keyward-bench-'));
const directory = join(parent, 'data');
const back = join(parent, 'back');
const clock = systemClock();
const config = readConfig({ KEYWARD_PEPPER: randomBytes(32).toString('base64') }, { data: directory });
await fill();

const cluster = await startPostgresCluster();
const progress = () => undefined;
try {
  const to = await cluster.createDatabase();
  await timed('file to PostgreSQL', () => copyDatabase(config, clock, { from: directory, to, progress }));
  await timed('PostgreSQL to file', () => copyDatabase(config, clock, { from: to, to: back, progress }));
  const deployment = await openDeployment(config, clock, { create: false });
  await timed('backup of a file', () => deployment.store.backUp(join(parent, 'backup'), clock.now()));
  await deployment.close();
} finally {
  cluster.stop();
  rmSync(parent, { recursive: true });
}

async function fill(): Promise<void> {
  const deployment = await openDeployment(config, clock, { create: true });
  const owner = {
    email: 'owner@example.com',
    firstName: '',
    lastName: '',
    organization: '',
    passwordDigest: null,
    neverExpires: true,
  };
  const { account } = await createFirstOwner(deployment, owner, { system: 'keyward init' });
  await deployment.close();
  const path = join(directory, 'keyward.db');
  await fillTokens(path, account.id, TOKENS);
  addSecrets(path);
}

/** One for each token that has none. */
function addSecrets(path: string): void {
  const database = new DatabaseSync(path);
  database.function('digest_of', (id) => createHash('sha256').update(String(id)).digest());
  database.exec(`insert into token_secrets (id, account_id, token_id, digest, pepper_id, prefix, last_four, created_at)
    select id, account_id, id, digest_of(id), (select pepper_id from secret_forms limit 1), 'kw', last_four, created_at
    from tokens where id not in (select token_id from token_secrets)`);
  database.close();
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1_000;
  const mebibytes = process.resourceUsage().maxRSS / 1_024;
  process.stdout.write(
    `${what.padEnd(20)} ${TOKENS} tokens in ${seconds.toFixed(1)} s; most memory so far ${mebibytes.toFixed(0)} MiB\n`,
  );
}
