import { statfsSync } from 'node:fs';
import { Kysely, SqliteDialect } from 'kysely';

import type { Clock } from '../clock.ts';
import type { SecretDigest } from '../tokens/secret-digest.ts';
import { accountUsageRepository } from './account-usage-repository.ts';
import { accountsRepository } from './accounts-repository.ts';
import { auditRepository } from './audit-repository.ts';
import { backUpOnThread } from './backup/back-up-on-thread.ts';
import { ChangeListeners, insertAuditEntries, runChange } from './change-transaction.ts';
import { credentialsRepository, noteSessionUse } from './credentials-repository.ts';
import { deviceRequestsRepository } from './device-requests-repository.ts';
import { epochsRepository } from './epochs-repository.ts';
import { gatewayRoutesRepository } from './gateway-routes-repository.ts';
import { idempotentCallsRepository } from './idempotent-calls-repository.ts';
import { journalRepository } from './journal-repository.ts';
import { membersRepository } from './members-repository.ts';
import { migrate } from './migrations/migrate.ts';
import { SQLITE_DIALECT } from './migrations/migration.ts';
import { oneTimeCodesRepository } from './one-time-codes-repository.ts';
import { countSecretsByPepper, forgetPepper, moveDigests } from './pepper-repository.ts';
import { resourceTypesRepository } from './resource-types-repository.ts';
import { rolesRepository } from './roles-repository.ts';
import type { Schema } from './schema.ts';
import { sqliteAuditSearch } from './sqlite-audit-search.ts';
import { kyselyDatabase, openSqliteFile } from './sqlite-connection.ts';
import { DISK_FULL, translateSqliteFailure, unusable } from './sqlite-failure.ts';
import { sqliteMemberCount } from './sqlite-member-count.ts';
import { sqliteReaderDialect } from './sqlite-reader.ts';
import { secretLookUp } from './sqlite-secret-look-up.ts';
import { sqliteTokenSearch } from './sqlite-token-search.ts';
import { SqliteUseWriter } from './sqlite-use-writer.ts';
import type { Store } from './store.ts';
import { teamsRepository } from './teams-repository.ts';
import { tokenLists } from './token-lists.ts';
import { tokensRepository } from './tokens-repository.ts';

const ROOM_FOR_CHANGES_BYTES = 262_144;

/**
 * Opens the embedded database: one file, three threads for reads so that long ones do not hold up short ones, one for the uses of tokens, write-ahead log, every commit on the disk before it is acknowledged.
 * The caller holds the lock of the data directory, since two writers would not see each other's memory.
 *
 * @throws SchemaTooNew, StorageUnavailable
 */
export async function openSqliteStore(path: string, nowMs: number): Promise<Store> {
  const writer = openWriter(path);
  const writerDb = new Kysely<Schema>({ dialect: new SqliteDialect({ database: kyselyDatabase(writer) }) });
  try {
    await migrate(writerDb as never, SQLITE_DIALECT, nowMs);
  } catch (error) {
    await writerDb.destroy();
    throw translateSqliteFailure(path, error);
  }

  const lookUp = openSqliteFile(path, { readOnly: true });
  const pointReads = new Kysely<Schema>({ dialect: sqliteReaderDialect(path) });
  const longReads = new Kysely<Schema>({ dialect: sqliteReaderDialect(path) });
  const searches = new Kysely<Schema>({ dialect: sqliteReaderDialect(path) });
  const findSecretOwner = secretLookUp(lookUp);
  const useWriter = new SqliteUseWriter(path);
  const listeners = new ChangeListeners();
  let queue: Promise<void> = Promise.resolve();

  /** Changes run one after another: between `begin` and `commit` nothing else may reach the connection. */
  function serially<T>(task: () => Promise<T>): Promise<T> {
    const run = queue.then(task);
    // Without what came of it: the last task may have answered a new secret, and would keep it until the next one.
    queue = run.then(
      () => undefined,
      () => undefined,
    );
    return run;
  }

  /** Runs `work` in a transaction of its own, alone. */
  function transact<T>(work: (transaction: Kysely<Schema>) => Promise<T>): Promise<T> {
    return serially(async () => {
      try {
        return await writerDb.transaction().execute(work);
      } catch (error) {
        throw translateSqliteFailure(path, error);
      }
    });
  }

  async function change<T>(clock: Clock, work: Parameters<typeof runChange<T>>[2]): Promise<T> {
    const changed = await transact((transaction) =>
      withinOneTurn(() => runChange(transaction, clock.now(), work)),
    );
    listeners.tell(changed);
    return changed.result;
  }

  const { findToken, findTokenDeleter, listPreviousSecrets } = tokensRepository(pointReads);
  const { findTeam } = teamsRepository(pointReads);
  const { listMemberIds } = membersRepository(longReads);
  const { findHeldRolesOf, findScopeRolesOf } = rolesRepository(longReads);
  const { findAuditEntry } = auditRepository(pointReads, sqliteAuditSearch);

  return {
    reads: {
      accounts: {
        ...accountsRepository(pointReads),
        listAccounts: accountsRepository(longReads).listAccounts,
      },
      members: {
        ...membersRepository(pointReads),
        countMembers: sqliteMemberCount(longReads),
        listMemberIds,
      },
      credentials: credentialsRepository(pointReads),
      tokens: {
        ...tokensRepository(longReads),
        ...tokenLists(sqliteTokenSearch, longReads, searches),
        findToken,
        findTokenDeleter,
        listPreviousSecrets,
      },
      roles: { ...rolesRepository(pointReads), findHeldRolesOf, findScopeRolesOf },
      teams: { ...teamsRepository(longReads), findTeam },
      resourceTypes: resourceTypesRepository(pointReads),
      gatewayRoutes: gatewayRoutesRepository(pointReads),
      deviceRequests: deviceRequestsRepository(pointReads),
      audit: { ...auditRepository(longReads, sqliteAuditSearch), findAuditEntry },
      epochs: epochsRepository(longReads),
      journal: journalRepository(longReads),
      accountUsage: accountUsageRepository(longReads),
    },

    async findSecretOwner(digest: SecretDigest) {
      try {
        return findSecretOwner(digest);
      } catch (error) {
        throw translateSqliteFailure(path, error);
      }
    },

    async hasCode(kind, digest) {
      return (await oneTimeCodesRepository(pointReads).findCodeSubject(kind, digest)) !== undefined;
    },

    findIdempotentCall: (call) => idempotentCallsRepository(pointReads).findCall(call),

    rememberAnswer: (call, answer) =>
      serially(() => idempotentCallsRepository(writerDb).rememberAnswer(call, answer)),

    async listSecretForms() {
      const rows = await pointReads.selectFrom('secret_forms').selectAll().execute();
      return rows.map((row) => ({ pepperId: row.pepper_id, prefix: row.prefix }));
    },

    change,

    countSecretsByPepper: (nowMs) => countSecretsByPepper(searches, nowMs),

    forgetPepper: (pepperId) => transact((transaction) => forgetPepper(transaction, pepperId)),

    moveDigests: (moves, nowMs) => transact((transaction) => moveDigests(transaction, moves, nowMs)),

    backUp: (file, nowMs) => backUpOnThread({ file: path }, file, nowMs),

    isSuperseded: () => false,

    // The connection is held meanwhile: what signs people in writes on it too, whenever it likes.
    recordUses: (uses) => serially(() => writerDb.connection().execute(() => useWriter.write(uses))),

    writeAuditEntries: (entries) => transact((transaction) => insertAuditEntries(transaction, entries)),

    noteSessionUse: (sessionId, nowMs) =>
      serially(async () => {
        try {
          await noteSessionUse(writerDb, sessionId, nowMs);
        } catch (error) {
          throw translateSqliteFailure(path, error);
        }
      }),

    signInDatabase: { db: writerDb as never, type: 'sqlite' },

    checkWritable: () =>
      serially(async () => {
        try {
          refuseFullDisk(path);
          // There and back: SQLite writes no page for a row that stays as it is, and would prove nothing.
          await writerDb.transaction().execute(async (transaction) => {
            for (const step of [1, -1])
              await transaction
                .updateTable('sequence')
                .set((set) => ({ value: set('value', '+', step) }))
                .execute();
          });
        } catch (error) {
          throw translateSqliteFailure(path, error);
        }
      }),

    onChange: (listener) => listeners.add(listener),

    feed: undefined,

    async close() {
      await queue;
      await useWriter.end();
      await pointReads.destroy();
      await longReads.destroy();
      await searches.destroy();
      lookUp.close();
      await writerDb.destroy();
    },
  };
}

/** One page may still fit in the log when no change does, so the room is looked at too. */
function refuseFullDisk(path: string): void {
  const { bavail, bsize } = statfsSync(path);
  if (bavail * bsize < ROOM_FOR_CHANGES_BYTES) throw unusable(path, DISK_FULL);
}

function openWriter(path: string) {
  try {
    return openSqliteFile(path, { readOnly: false });
  } catch (error) {
    throw translateSqliteFailure(path, error);
  }
}

/**
 * SQLite answers at once, so a transaction that awaits nothing else ends within one turn of the event loop. One
 * that takes longer awaits a timer, the network or another thread, and would stop every other writer meanwhile:
 * it is undone.
 */
async function withinOneTurn<T>(work: () => Promise<T>): Promise<T> {
  let isNextTurn = false;
  const turn = setImmediate(() => {
    isNextTurn = true;
  });
  try {
    const result = await work();
    if (isNextTurn) throw new Error('a change must await nothing but the database');
    return result;
  } finally {
    clearImmediate(turn);
  }
}
