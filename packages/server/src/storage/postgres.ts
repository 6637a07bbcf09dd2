import { Kysely, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import { DATABASE_TIMEOUTS, type DatabaseTimeouts } from '../database-config.ts';
import { accountUsageRepository } from './account-usage-repository.ts';
import { accountsRepository } from './accounts-repository.ts';
import { auditRepository } from './audit-repository.ts';
import { backUpOnThread } from './backup/back-up-on-thread.ts';
import { ChangeQueue } from './change-queue.ts';
import { type Changed, ChangeListeners, insertAuditEntries, runChange } from './change-transaction.ts';
import { credentialsRepository, noteSessionUse } from './credentials-repository.ts';
import { deviceRequestsRepository } from './device-requests-repository.ts';
import { epochsRepository } from './epochs-repository.ts';
import { gatewayRoutesRepository } from './gateway-routes-repository.ts';
import { idempotentCallsRepository } from './idempotent-calls-repository.ts';
import { journalRepository } from './journal-repository.ts';
import { membersRepository } from './members-repository.ts';
import { migrate } from './migrations/migrate.ts';
import { POSTGRES_DIALECT } from './migrations/migration.ts';
import { oneTimeCodesRepository } from './one-time-codes-repository.ts';
import { countSecretsByPepper, forgetPepper, moveDigests } from './pepper-repository.ts';
import { postgresAuditSearch } from './postgres-audit-search.ts';
import { announceChange, PostgresChangeFeed } from './postgres-change-feed.ts';
import type { PostgresClient } from './postgres-client.ts';
import { openPostgresClient } from './postgres-connection.ts';
import { postgresDialect } from './postgres-dialect.ts';
import { translatePostgresFailure } from './postgres-failure.ts';
import { changes, endless, longWork, quickWork } from './postgres-patience.ts';
import { postgresSecretLookUp } from './postgres-secret-look-up.ts';
import { postgresTokenSearch } from './postgres-token-search.ts';
import { addTrigramIndexes } from './postgres-trigrams.ts';
import { resourceTypesRepository } from './resource-types-repository.ts';
import { rolesRepository } from './roles-repository.ts';
import type { Schema } from './schema.ts';
import { StorageUnavailable, type Store } from './store.ts';
import { teamsRepository } from './teams-repository.ts';
import { tokenLists } from './token-lists.ts';
import { tokensRepository } from './tokens-repository.ts';
import { writeUses } from './usage-repository.ts';

/** Names the lock under which one node at a time brings the schema up to date. Any number that nobody else uses. */
const MIGRATION_LOCK = 5_211_980_031;
const END_PATIENCE_SECONDS = 5;
const OLDEST_VERSION = 140_000;

/**
 * Opens a PostgreSQL database that any number of nodes share. Every commit is durable before it is acknowledged, as far as
 * the server's `synchronous_commit` says so.
 *
 * @throws SchemaTooNew, StorageUnavailable
 */
export async function openPostgresStore(
  url: string,
  nowMs: number,
  pool: { readonly maxConnections: number; readonly timeouts?: DatabaseTimeouts },
): Promise<Store> {
  const { timeouts = DATABASE_TIMEOUTS } = pool;
  const hasTrigrams = await migrateAlone(url, nowMs, timeouts);
  const client = openPostgresClient(url, {
    maxConnections: pool.maxConnections,
    patience: longWork(timeouts),
    plansForValues: true,
  });
  const db = new Kysely<Schema>({ dialect: postgresDialect(client) });
  /** Apart from lists and searches: a verification waits for none of them. */
  const quickClient = openPostgresClient(url, {
    maxConnections: Math.max(2, Math.ceil(pool.maxConnections / 3)),
    patience: quickWork(timeouts),
  });
  const quick = new Kysely<Schema>({ dialect: postgresDialect(quickClient) });
  /** One connection is enough: the changes of one node wait for each other here. */
  const changeClient = openPostgresClient(url, { maxConnections: 1, patience: changes(timeouts) });
  const changing = new Kysely<Schema>({ dialect: postgresDialect(changeClient) });
  const feed = new PostgresChangeFeed(url, quickWork(timeouts));
  const listeners = new ChangeListeners();
  const queue = new ChangeQueue();

  /**
   * Runs `work` in a transaction, alone among all of all nodes: the sequence row is locked first, so whoever has it sees
   * every commit before and is the next to commit. A transaction that began with a lock of its own could read what another was
   * about to change.
   */
  function transact<T>(work: (transaction: Kysely<Schema>) => Promise<T>): Promise<T> {
    return queue.run(() =>
      changing.transaction().execute(async (transaction) => {
        await lockSequence(transaction);
        return work(transaction);
      }),
    );
  }

  return {
    reads: {
      accounts: { ...accountsRepository(quick), listAccounts: accountsRepository(db).listAccounts },
      members: membersRepository(db),
      credentials: credentialsRepository(quick),
      tokens: { ...tokensRepository(db), ...tokenLists(postgresTokenSearch, db, db) },
      roles: { ...rolesRepository(db), findHeldRoles: rolesRepository(quick).findHeldRoles },
      teams: teamsRepository(db),
      resourceTypes: resourceTypesRepository(quick),
      gatewayRoutes: gatewayRoutesRepository(quick),
      deviceRequests: deviceRequestsRepository(quick),
      audit: auditRepository(db, postgresAuditSearch(hasTrigrams)),
      epochs: epochsRepository(db),
      journal: journalRepository(db),
      accountUsage: accountUsageRepository(db),
    },

    findSecretOwner: postgresSecretLookUp(quickClient),

    async hasCode(kind, digest) {
      return (await oneTimeCodesRepository(db).findCodeSubject(kind, digest)) !== undefined;
    },

    findIdempotentCall: (call) => idempotentCallsRepository(db).findCall(call),

    rememberAnswer: (call, answer) => idempotentCallsRepository(db).rememberAnswer(call, answer),

    async listSecretForms() {
      const rows = await db.selectFrom('secret_forms').selectAll().execute();
      return rows.map((row) => ({ pepperId: row.pepper_id, prefix: row.prefix }));
    },

    async change<T>(clock: Clock, work: Parameters<typeof runChange<T>>[2]) {
      let made: Changed<T> | undefined;
      try {
        const { result } = await transact(async (transaction) => {
          made = await runChange(transaction, clock.now(), work);
          await announceChange(transaction);
          return made;
        });
        return result;
      } finally {
        // Also when the answer to the commit was lost: it may have been made.
        if (made !== undefined) listeners.tell(made);
      }
    },

    countSecretsByPepper: (nowMs) => countSecretsByPepper(db, nowMs),

    forgetPepper: (pepperId) => transact((transaction) => forgetPepper(transaction, pepperId)),

    moveDigests: (moves, nowMs) => transact((transaction) => moveDigests(transaction, moves, nowMs)),

    backUp: (file, nowMs) => backUpOnThread({ url }, file, nowMs),

    isSuperseded: () => false,

    recordUses: (uses) => transact((transaction) => writeUses(transaction, uses)),

    writeAuditEntries: (entries) => transact((transaction) => insertAuditEntries(transaction, entries)),

    noteSessionUse: (sessionId, atMs) => noteSessionUse(quick, sessionId, atMs),

    signInDatabase: { db: quick as never, type: 'postgres' },

    /** Asks for a transaction number, which a standby or a read-only server refuses. */
    async checkWritable() {
      await sql`select pg_current_xact_id()`.execute(quick);
    },

    onChange: (listener) => listeners.add(listener),

    feed,

    async close() {
      await queue.isEmpty();
      await feed.close();
      await Promise.all(
        [client, quickClient, changeClient].map((each) => each.end({ timeout: END_PATIENCE_SECONDS })),
      );
    },
  };
}

async function lockSequence(transaction: Kysely<Schema>): Promise<void> {
  await transaction
    .selectFrom('sequence')
    .select('value')
    .where('name', '=', 'changes')
    .forUpdate()
    .execute();
}

/** @throws StorageUnavailable for a server that is too old */
async function requireKnownServer(client: PostgresClient): Promise<void> {
  const [row] = await client.run<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  );
  if ((row?.version ?? 0) >= OLDEST_VERSION) return;
  throw new StorageUnavailable('the database server is too old; Keyward needs PostgreSQL 14 or newer');
}

/**
 * Nodes that start together bring the schema up to date one after another, however long that takes.
 *
 * @returns whether texts are found by an index
 */
async function migrateAlone(url: string, nowMs: number, timeouts: DatabaseTimeouts): Promise<boolean> {
  const client = openPostgresClient(url, { maxConnections: 2, patience: endless(timeouts) });
  try {
    await requireKnownServer(client);
    const db = new Kysely<Schema>({ dialect: postgresDialect(client) });
    const lock = await client.begin();
    await lock.run('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await migrate(db as never, POSTGRES_DIALECT, nowMs);
    const hasTrigrams = await addTrigramIndexes(db);
    await lock.rollback();
    return hasTrigrams;
  } catch (error) {
    throw translatePostgresFailure(error);
  } finally {
    await client.end({ timeout: END_PATIENCE_SECONDS });
  }
}
