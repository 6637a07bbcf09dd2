import type { CheckpointConfig } from '../audit/checkpoint-config.ts';
import { CheckpointWriter } from '../audit/checkpoint-writer.ts';
import type { Clock } from '../clock.ts';
import { openAuditKey } from '../storage/audit-key-file.ts';
import { openCheckpointFile } from '../storage/checkpoint-file.ts';
import type { Store } from '../storage/store.ts';

/** What signs how far the audit log has come, outside the database. @throws ConfigRefused */
export async function openCheckpoints(
  { checkpointFile, keyFile }: CheckpointConfig,
  store: Store,
  clock: Clock,
): Promise<CheckpointWriter> {
  const file = openCheckpointFile(checkpointFile);
  const hasCheckpoints = (await file.readLines()).length > 0;
  return new CheckpointWriter(store.reads.audit, clock, file, openAuditKey(keyFile, { hasCheckpoints }));
}
