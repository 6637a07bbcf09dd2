import { type Kysely, sql } from 'kysely';
import type { ChangeFeed, ChangesRead, NumberedChange } from './change-log-store.ts';
import { openPostgresClient, type PostgresClient, QUICK_WORK } from './postgres-connection.ts';
import { translatePostgresFailure } from './postgres-failure.ts';
import type { Schema } from './schema.ts';
import type { ChangedEntity } from './store.ts';
import { withinDeadline } from './within-deadline.ts';

const CHANNEL = 'keyward_changes';
/** Past so many changes it is quicker to forget everything. */
const READ_ONE_BY_ONE = 1_000;
const DEADLINE_MS = 2_000;
const LISTEN_AGAIN_MS = 1_000;

/** One statement sees one moment: the head and all changes up to it. */
const READ_CHANGES = `
  select s.value as head, (extract(epoch from clock_timestamp()) * 1000)::bigint as database_ms,
    c.number, c.account_id, c.entity_kind, c.entity_id, c.at
  from sequence s
  left join lateral (
    select * from change_log where number > $1 and number <= s.value order by number limit ${READ_ONE_BY_ONE + 1}
  ) c on true
  where s.name = 'changes'`;

interface ChangeRow {
  readonly head: number;
  readonly database_ms: number;
  readonly number: number | null;
  readonly account_id: string | null;
  readonly entity_kind: string;
  readonly entity_id: string;
  readonly at: number;
}

/** Reads the change log on a connection of its own, so that no look-up stands before it. */
export class PostgresChangeFeed implements ChangeFeed {
  readonly #client: PostgresClient;

  constructor(url: string) {
    this.#client = openPostgresClient(url, { maxConnections: 1, patience: QUICK_WORK });
  }

  async readChanges(after: number | undefined): Promise<ChangesRead> {
    try {
      const read = this.#client.unsafe<ChangeRow[]>(READ_CHANGES, [after ?? Number.MAX_SAFE_INTEGER], {
        prepare: true,
      });
      return changesFrom(await withinDeadline(read, DEADLINE_MS));
    } catch (error) {
      throw translatePostgresFailure(error);
    }
  }

  /** The library listens again after a lost connection; until it has done so once that is ours to do. */
  listen(hint: () => void): () => Promise<void> {
    let isEnded = false;
    let again: NodeJS.Timeout | undefined;
    const begin = () => {
      this.#client.listen(CHANNEL, hint, hint).catch(() => {
        if (!isEnded) again = setTimeout(begin, LISTEN_AGAIN_MS).unref();
      });
    };
    begin();
    return async () => {
      isEnded = true;
      clearTimeout(again);
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
  const { head, database_ms: databaseMs } = first;
  if (rows.length > READ_ONE_BY_ONE) return { head, changes: undefined, databaseMs };
  return { head, changes: rows.flatMap(changeFromRow), databaseMs };
}

function changeFromRow({ number, account_id, entity_kind, entity_id, at }: ChangeRow): NumberedChange[] {
  if (number === null) return [];
  const kind = entity_kind as ChangedEntity['kind'];
  return [{ number, accountId: account_id, kind, id: entity_id, at }];
}
