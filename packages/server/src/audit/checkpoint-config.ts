import { join } from 'node:path';
import { ConfigRefused } from '../config-refused.ts';

/** Where checkpoints of the audit log are kept, and with which key they are signed. */
export interface CheckpointConfig {
  readonly checkpointFile: string;
  readonly keyFile: string;
  readonly checkpointEveryMs: number;
}

type Name = 'KEYWARD_AUDIT_CHECKPOINTS' | 'KEYWARD_AUDIT_KEY_FILE' | 'KEYWARD_AUDIT_CHECKPOINT_SECONDS';

/**
 * @param dataDirectory where they are unless a setting says otherwise; undefined with a database elsewhere, where nothing
 *   is signed unless both files are named
 * @throws ConfigRefused
 */
export function readCheckpointConfig(
  setting: (name: Name) => string | undefined,
  dataDirectory: string | undefined,
): CheckpointConfig | undefined {
  const [named, namedKey] = [setting('KEYWARD_AUDIT_CHECKPOINTS'), setting('KEYWARD_AUDIT_KEY_FILE')];
  const checkpointFile = named ?? (dataDirectory && join(dataDirectory, 'audit-checkpoints.jsonl'));
  const keyFile = namedKey ?? (dataDirectory && join(dataDirectory, 'audit-key.pem'));
  const checkpointEveryMs = readInterval(setting('KEYWARD_AUDIT_CHECKPOINT_SECONDS'));
  if (checkpointFile !== undefined && keyFile !== undefined) {
    return { checkpointFile, keyFile, checkpointEveryMs };
  }
  if (checkpointFile === keyFile) return undefined;
  throw new ConfigRefused(
    'with a database elsewhere `KEYWARD_AUDIT_CHECKPOINTS` and `KEYWARD_AUDIT_KEY_FILE` belong together; give both, or none to sign nothing',
  );
}

function readInterval(text = '60'): number {
  const seconds = /^[1-9]\d{0,4}$/.test(text) ? Number(text) : Number.NaN;
  if (seconds <= 86_400) return seconds * 1_000;
  throw new ConfigRefused(
    `\`KEYWARD_AUDIT_CHECKPOINT_SECONDS\`: \`${text}\` is no such time; give whole seconds from 1 to 86400`,
  );
}
