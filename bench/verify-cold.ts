/**
 * `npm run bench -- verify-cold`: authenticating a token that no memory knows, without HTTP, beside the bare indexed read: the same
 * row by its digest, with a statement that is prepared, on a connection of its own to the same database.
 *
 *   node bench/verify-cold.ts [tokens]
 */
import { DatabaseSync } from 'node:sqlite';
import { buildApp, createLogger, openDeployment, readConfig, systemClock } from '@keyward/server';
import postgres from 'postgres';
import type { Deployment } from '../packages/server/src/deployment/deployment.ts';
import { secretOwnerStatement } from '../packages/server/src/storage/secret-owner-row.ts';
import { digestSecret, type SecretDigest } from '../packages/server/src/tokens/secret-digest.ts';
import { authenticate } from '../packages/server/src/verification/authenticate.ts';
import { serve } from './serve.ts';
import { fillPostgresSecrets } from './tokens/fill-postgres-secrets.ts';
import { fillSecrets } from './tokens/fill-secrets.ts';
import { keywardOnPostgres } from './verify/keyward-on-postgres.ts';
import { median } from './verify/wrk.ts';

const TOKENS = Number(process.argv[2] ?? 100_000);
const ROUNDS = 9;
const LARGEST_RATIO = 1.5;
const PRESENTER = { address: '127.0.0.1', changes: false };

let isMissed = false;

/** Reads one row; answers whether it is there. */
type BareRead = (digest: SecretDigest) => unknown;

/** Each round reads tokens that no round before has seen, half of them one way and half the other, in turns. */
async function compare(name: string, deployment: Deployment, secrets: readonly string[], bare: BareRead) {
  const times: Record<'floor' | 'own', number[]> = { floor: [], own: [] };
  const size = Math.floor(secrets.length / ROUNDS / 2);
  const measure = async (into: number[], part: readonly string[], read: (secret: string) => unknown) => {
    const start = performance.now();
    for (const secret of part) await read(secret);
    into.push(((performance.now() - start) * 1_000) / part.length);
  };
  for (let round = 0; round < ROUNDS; round++) {
    const from = 2 * round * size;
    const digests = new Map(
      secrets
        .slice(from, from + size)
        .map((secret) => [secret, digestSecret(deployment.pepper, secret as never)]),
    );
    await measure(times.floor, [...digests.keys()], async (secret) => {
      const digest = digests.get(secret);
      if (digest === undefined || (await bare(digest)) === undefined) throw new Error('a row is missing');
    });
    await measure(times.own, secrets.slice(from + size, from + 2 * size), async (secret) => {
      const found = authenticate(deployment, secret, PRESENTER);
      if (!(found instanceof Promise)) throw new Error('it is in memory');
      if ((await found).outcome !== 'authenticated') throw new Error('a token is not what it should be');
    });
  }
  const [least, own] = [median(times.floor.slice(1)), median(times.own.slice(1))];
  const ratio = own / least;
  isMissed ||= ratio > LARGEST_RATIO;
  process.stdout.write(
    `  ${name}, ${secrets.length} tokens: bare read ${least.toFixed(1)} us, cold verify ${own.toFixed(1)} us: ${ratio.toFixed(2)} times (aim ${LARGEST_RATIO})${ratio > LARGEST_RATIO ? '  MISSED' : ''}\n`,
  );
}

async function onSqlite(): Promise<void> {
  const service = await serve();
  const secrets = await fillSecrets(
    service.databasePath,
    service.deployment.pepper,
    service.accountId,
    TOKENS,
  );
  const database = new DatabaseSync(service.databasePath, { readOnly: true });
  const find = database.prepare(secretOwnerStatement('?'));
  await compare('SQLite', service.deployment, secrets, (digest) => find.get(digest));
  database.close();
  await service.close();
}

async function onPostgres(): Promise<void> {
  const keyward = await keywardOnPostgres();
  const { databaseUrl, pepperText } = keyward;
  const config = readConfig({ KEYWARD_DATABASE_URL: databaseUrl, KEYWARD_PEPPER: pepperText }, {});
  const opened = await openDeployment(config, systemClock(), { create: false });
  const app = await buildApp(
    { ...config, pepper: opened.pepper },
    opened.store,
    systemClock(),
    createLogger('silent'),
  );
  const { deployment } = app;
  const [account] = await opened.store.reads.accounts.listAccounts();
  if (deployment === undefined || account === undefined) throw new Error('there is no account');
  const secrets = await fillPostgresSecrets(databaseUrl, opened.pepper, account.id, TOKENS);
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  const find = secretOwnerStatement('$1');
  await compare('PostgreSQL', deployment, secrets, async (digest) => {
    const [row] = await sql.unsafe(find, [Buffer.from(digest)], { prepare: true });
    return row;
  });
  await sql.end();
  await app.close();
  await opened.close();
  await keyward.stop();
}

await onSqlite();
await onPostgres();
process.exitCode = isMissed ? 1 : 0;
