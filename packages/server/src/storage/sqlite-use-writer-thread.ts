import { constants, setPriority } from 'node:os';
import { workerData } from 'node:worker_threads';
import { Kysely, SqliteDialect } from 'kysely';
import { answerQuestions } from '../request-thread.ts';
import type { Schema } from './schema.ts';
import { kyselyDatabase, openSqliteFile } from './sqlite-connection.ts';
import { translateSqliteFailure } from './sqlite-failure.ts';
import { writeUses } from './usage-repository.ts';
import type { Uses } from './usage-store.ts';

/** The uses of a moment lie all over the file: with the 2 MB of SQLite most pages would be read anew for each batch. */
const PAGE_CACHE_KIB = 16_384;

giveWay();
const { path } = workerData;
const database = openSqliteFile(path, { readOnly: false });
database.exec(`pragma cache_size = -${PAGE_CACHE_KIB}`);
const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: kyselyDatabase(database) }) });

answerQuestions(async (uses: Uses): Promise<void> => {
  try {
    await db.transaction().execute((transaction) => writeUses(transaction, uses));
  } catch (error) {
    throw translateSqliteFailure(path, error);
  }
});

/** Verifications go first. Linux alone gives each thread a priority of its own (setpriority(2), under BUGS). */
function giveWay(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A sandbox may forbid it: the uses are written nevertheless.
  }
}
