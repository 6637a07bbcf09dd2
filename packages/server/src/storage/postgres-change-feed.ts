import { type Kysely, sql } from 'kysely';
import type { ChangeFeed, ChangesRead, NumberedChange } from './change-log-store.ts';
import type { PostgresClient } from './postgres-client.ts';
import { openPostgresClient } from './postgres-connection.ts';
import { translatePostgresFailure } from './postgres-failure.ts';
import type { Patience } from './postgres-patience.ts';
import type { Schema } from './schema.ts';
import type { ChangedEntity } from './store.ts';
import { withinDeadline } from './within-deadline.ts';

const CHANNEL = 'keyward_changes';
/** Past so many changes it is quicker to forget everything. */
const READ_ONE_BY_ONE = 1_000;
const DEADLINE_MS = 2_000;

/** One statement sees one moment: the head and all changes up to it. */
const READ_CHANGES = `
  select s.value as head, (extract(epoch from clock_timestamp()) * 1000)::bigint as database_ms,
    pg_postmaster_start_time()::text as server,
    c.number, c.account_id, c.entity_kind, c.entity_id, c.at
  from sequence s
  left join lateral (
    select * from change_log where number > $1 and number <= s.value order by number limit ${READ_ONE_BY_ONE + 1}
  ) c on true
  where s.name = 'changes'`;

interface ChangeRow {
  readonly head: number;
  readonly database_ms: number;
  readonly server: string;
  readonly number: number | null;
  readonly account_id: string | null;
  readonly entity_kind: string;
  readonly entity_id: string;
  readonly at: number;
}

/**
 * Reads the change log on a connection of its own, so that no look-up stands before it. Each reading listens first, which costs
 * nothing where it is done already: what was lost with a connection is back with the next reading.
 */
export class PostgresChangeFeed implements ChangeFeed {
  readonly #client: PostgresClient;
  #hint: () => void = () => undefined;

  constructor(url: string, patience: Patience) {
    const onNotification = () => this.#hint();
    this.#client = openPostgresClient(url, { maxConnections: 1, patience, onNotification });
  }

  async readChanges(after: number | undefined): Promise<ChangesRead> {
    try {
      return changesFrom(await withinDeadline(this.#read(after ?? Number.MAX_SAFE_INTEGER), DEADLINE_MS));
    } catch (error) {
      throw translatePostgresFailure(error);
    }
  }

  async #read(after: number): Promise<readonly ChangeRow[]> {
    await this.#client.run(`listen ${CHANNEL}`);
    return this.#client.run<ChangeRow>(READ_CHANGES, [after]);
  }

  listen(hint: () => void): () => Promise<void> {
    this.#hint = hint;
    return async () => {
      this.#hint = () => undefined;
    };
  }

  async close(): Promise<void> {
    await this.#client.end({ timeout: 1 });
  }
}

/** To be called in the transaction of a change: nodes are told when it is committed, or not at all. */
export async function announceChange(transaction: Kysely<Schema>): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, '')`.execute(transaction);
}

function changesFrom(rows: readonly ChangeRow[]): ChangesRead {
  const [first] = rows;
  if (first === undefined) throw new Error('the database has no sequence of changes');
  const { head, database_ms: databaseMs, server } = first;
  if (rows.length > READ_ONE_BY_ONE) return { head, changes: undefined, databaseMs, server };
  return { head, changes: rows.flatMap(changeFromRow), databaseMs, server };
}

function changeFromRow({ number, account_id, entity_kind, entity_id, at }: ChangeRow): NumberedChange[] {
  if (number === null) return [];
  const kind = entity_kind as ChangedEntity['kind'];
  return [{ number, accountId: account_id, kind, id: entity_id, at }];
}
