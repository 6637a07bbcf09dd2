import type { CheckpointConfig } from '../audit/checkpoint-config.ts';
import type { SignedAuditLog } from '../audit/read-chain-state.ts';
import { readAuditPublicKey } from '../storage/audit-key-file.ts';
import { findLastCheckpoint } from '../storage/last-checkpoint.ts';

/** Reads what was signed of the audit log, whichever process of the node signs it. */
export function signedAuditLog({ checkpointFile, keyFile }: CheckpointConfig): SignedAuditLog {
  return {
    lastCheckpoint: (accountId) => findLastCheckpoint(checkpointFile, accountId),
    publicKey: () => readAuditPublicKey(keyFile),
  };
}
