import { join } from 'node:path';
import {
  type AuditVerification,
  type BrokenCheckpoint,
  type BrokenEntry,
  type Config,
  type ConfigFlags,
  ConfigRefused,
  openPostgresAuditLog,
  openSqliteAuditLog,
  readAuditPublicKey,
  readCheckpointLines,
  readConfig,
  type StoredAuditLog,
  verifyAuditLog,
} from '@keyward/server';
import { type EndWith, exitCode } from '../exit-code.ts';

export interface VerifyFlags extends Pick<ConfigFlags, 'data' | 'databaseUrl'> {
  readonly account?: string;
  readonly checkpoints?: string;
  readonly publicKey?: string;
}

const ENTRY_FAULTS: Readonly<Record<BrokenEntry['fault'], string>> = {
  changed: 'is not what was written',
  missing: 'stands after entries that are gone',
  reordered: 'stands at another place than where it was written',
  truncated: 'is gone, and all after it: a checkpoint knows it',
  rewritten: 'is not the one that a checkpoint knows: the log was written anew',
};

const CHECKPOINT_FAULTS: Readonly<Record<BrokenCheckpoint['fault'], string>> = {
  unreadable: 'cannot be read',
  'wrong signature': 'was changed, or signed with another key',
  missing: 'stands after checkpoints that are gone',
};

/** Prints a line for each account, and what is wrong first. Nothing is written. */
export async function verify(flags: VerifyFlags): Promise<Parameters<EndWith>[0]> {
  const config = readConfig(process.env, flags);
  const keyFile = flags.publicKey ?? config.audit?.keyFile;
  const checkpointFile = flags.checkpoints ?? config.audit?.checkpointFile;
  if (keyFile === undefined || checkpointFile === undefined) {
    throw new ConfigRefused(
      'nothing says where the audit log of the database is signed; give `--checkpoints` and `--public-key`, or set `KEYWARD_AUDIT_CHECKPOINTS` and `KEYWARD_AUDIT_KEY_FILE`',
    );
  }
  const publicKey = readAuditPublicKey(keyFile);
  const lines = await readLines(checkpointFile);
  const log = await openLog(config);
  try {
    const accountId = flags.account === undefined ? undefined : await requireAccount(log, flags.account);
    const verification = await verifyAuditLog(log, lines, publicKey, accountId);
    for (const line of report(verification)) process.stdout.write(`${line}\n`);
    return isWhole(verification) ? exitCode.done : exitCode.auditLogBroken;
  } finally {
    await log.close();
  }
}

async function openLog({ database, dataDirectory }: Config): Promise<StoredAuditLog> {
  return database === undefined
    ? openSqliteAuditLog(join(dataDirectory, 'keyward.db'))
    : openPostgresAuditLog(database);
}

async function readLines(path: string): Promise<readonly string[]> {
  try {
    return await readCheckpointLines(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    throw new ConfigRefused(
      `\`${path}\`: the checkpoints cannot be read (${code}), and without them nobody can tell whether the end of the log is gone; give the file with \`--checkpoints\``,
    );
  }
}

async function requireAccount(log: StoredAuditLog, keyOrId: string): Promise<string> {
  const accountId = await log.findAccountId(keyOrId);
  if (accountId !== undefined) return accountId;
  throw new ConfigRefused(`\`--account\`: there is no account \`${keyOrId}\``);
}

function isWhole({ chains, brokenCheckpoint }: AuditVerification): boolean {
  return brokenCheckpoint === undefined && chains.every(({ broken }) => broken === undefined);
}

function* report({ chains, brokenCheckpoint, cutShort }: AuditVerification): Generator<string, void, void> {
  for (const line of cutShort) {
    yield `note    checkpoint in line ${line}: it was cut short when the service ended while it wrote; nothing is gone`;
  }
  if (brokenCheckpoint !== undefined) {
    const { line, fault } = brokenCheckpoint;
    yield `BROKEN  checkpoint in line ${line}: it ${CHECKPOINT_FAULTS[fault]}`;
  }
  for (const { accountId, entries, checkpoint, forks, broken } of chains) {
    for (const { at, count, lost } of forks) {
      yield `FORK    account ${accountId}: restored ${new Date(at).toISOString()} to entry ${count}; ${lost} entries that were signed after it are not in this log`;
    }
    if (broken === undefined) {
      const proof = checkpoint
        ? `checkpoint at entry ${checkpoint.count}, ${new Date(checkpoint.at).toISOString()}`
        : 'no checkpoint yet';
      yield `whole   account ${accountId}: ${entries} entries; ${proof}`;
      continue;
    }
    const { id = 'unknown', number, position, fault } = broken;
    yield `BROKEN  account ${accountId}: entry ${id}, number ${number}, place ${position}: ${fault}: it ${ENTRY_FAULTS[fault]}`;
  }
}
