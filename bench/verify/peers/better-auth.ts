/**
 * Better Auth with its plugin for API keys, as its documentation has it, holding many keys:
 *
 *   node bench/verify/peers/better-auth.ts sqlite|postgres|memory <keys> [database url]
 *
 * Its limit of ten verifications a day for each key is off, or nothing could be measured.
 */
import crypto from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { loadBetterAuth } from './load-better-auth.ts';
import { servePeer } from './peer-program.ts';

const { apiKey, betterAuth, getMigrations, Pool } = await loadBetterAuth();
const [kind = '', count = '0', url = ''] = process.argv.slice(2);
const ROWS_AT_ONCE = 1_000;

const memory = new Map<string, string>();
const storage = {
  get: (key: string) => memory.get(key) ?? null,
  set: (key: string, value: string) => void memory.set(key, value),
  delete: (key: string) => void memory.delete(key),
  getAndDelete: (key: string) => {
    const value = memory.get(key) ?? null;
    memory.delete(key);
    return value;
  },
  increment: (key: string) => {
    const value = Number(memory.get(key) ?? 0) + 1;
    memory.set(key, String(value));
    return value;
  },
};

const file = join(mkdtempSync(join(tmpdir(), 'keyward-bench-')), 'better-auth.db');
const sqlite = kind === 'postgres' ? undefined : new DatabaseSync(kind === 'memory' ? ':memory:' : file);
sqlite?.exec('pragma journal_mode = wal');
const pool = new Pool({ connectionString: url });
const options = {
  database: sqlite ?? pool,
  secret: crypto.randomBytes(32).toString('base64'),
  baseURL: 'http://127.0.0.1',
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  logger: { level: 'error' },
  plugins: [
    apiKey({
      rateLimit: { enabled: false },
      ...(kind === 'memory' && { storage: 'secondary-storage', customStorage: storage }),
    }),
  ],
};
await (await getMigrations(options)).runMigrations();
const auth = betterAuth(options);

const account = { email: 'owner@example.com', password: 'a long enough password', name: 'Owner' };
const { user } = await auth.api.signUpEmail({ body: account });
const first = await auth.api.createApiKey({ body: { userId: user.id } });
const secrets = [first.key, ...(await addKeys(Number(count) - 1))];

async function verify(secret: string): Promise<void> {
  const { valid } = await auth.api.verifyApiKey({ body: { key: secret } });
  if (!valid) throw new Error('a key does not work');
}

const server = createServer(async (request, response) => {
  const { valid, key } = await auth.api.verifyApiKey({ body: { key: request.headers.authorization ?? '' } });
  response.writeHead(valid ? 200 : 401, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ id: key?.id, owner: key?.referenceId }));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
servePeer(secrets, (server.address() as AddressInfo).port, verify);

/** Copies of the first key, with secrets and ids of their own, straight into where keys are kept. */
async function addKeys(wanted: number): Promise<string[]> {
  const added = Array.from({ length: wanted }, () => crypto.randomBytes(48).toString('base64url'));
  const digests = added.map((secret) => crypto.hash('sha256', secret, 'base64url'));
  if (kind === 'memory') addToMemory(digests);
  else if (sqlite === undefined) await addToPostgres(digests);
  else addToSqlite(sqlite, digests);
  return added;
}

/** Each has an owner of its own: the list of an owner's keys is read and written with each use of one. */
function addToMemory(digests: readonly string[]): void {
  const template = JSON.parse(memory.get(`api-key:by-id:${first.id}`) ?? '{}');
  for (const [index, digest] of digests.entries()) {
    const row = { ...template, id: `key${index}`, key: digest, referenceId: `owner${index}` };
    const text = JSON.stringify(row);
    memory.set(`api-key:${digest}`, text);
    memory.set(`api-key:by-id:${row.id}`, text);
    memory.set(`api-key:by-ref:${row.referenceId}`, JSON.stringify([row.id]));
  }
}

function addToSqlite(database: DatabaseSync, digests: readonly string[]): void {
  const template = database.prepare('select * from apikey').get() ?? {};
  const columns = Object.keys(template);
  const names = columns.map((name) => `"${name}"`).join(', ');
  const insert = database.prepare(
    `insert into apikey (${names}) values (${columns.map(() => '?').join(', ')})`,
  );
  database.exec('begin');
  for (const [index, digest] of digests.entries()) {
    const row: Record<string, unknown> = { ...template, id: `key${index}`, key: digest };
    insert.run(...columns.map((name) => row[name] as string));
  }
  database.exec('commit');
}

async function addToPostgres(digests: readonly string[]): Promise<void> {
  const { rows } = await pool.query('select * from apikey');
  const columns = Object.keys(rows[0] ?? {}).filter((name) => !['id', 'key'].includes(name));
  const names = columns.map((name) => `"${name}"`).join(', ');
  for (let start = 0; start < digests.length; start += ROWS_AT_ONCE) {
    await pool.query(
      `insert into apikey (id, key, ${names})
       select 'key' || ($1::int + place), digest, ${names}
       from (select * from apikey where id = $3) as template,
         unnest($2::text[]) with ordinality as added (digest, place)`.replaceAll(
        `digest, ${names}`,
        `digest, ${columns.map((name) => `template."${name}"`).join(', ')}`,
      ),
      [start, digests.slice(start, start + ROWS_AT_ONCE), first.id],
    );
  }
  await pool.query('analyze');
}
