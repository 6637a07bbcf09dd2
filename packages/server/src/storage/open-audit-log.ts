import type { StoredAuditLog } from '../audit/verify-audit-log.ts';
import { MIGRATIONS, SchemaTooNew } from './migrations/migrate.ts';
import { StorageUnavailable } from './store.ts';

/** An audit log that was opened for reading alone, beside a service that goes on writing. */
export interface OpenAuditLog extends StoredAuditLog {
  /** The id of the account that has this key or id. */
  findAccountId(keyOrId: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/**
 * @param newest the number of the last migration of the data
 * @throws SchemaTooNew, StorageUnavailable
 */
export function requireKnownSchema(newest: number): void {
  const known = MIGRATIONS.at(-1)?.number ?? 0;
  if (newest > known) throw new SchemaTooNew(newest, known);
  if (newest === known) return;
  throw new StorageUnavailable(
    'the data has the schema of an older version; start this version of keyward on it once',
  );
}
