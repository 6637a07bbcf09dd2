import type { KeyObject } from 'node:crypto';
import type { CheckpointConfig } from '../audit/checkpoint-config.ts';
import type { SignedAuditLog } from '../audit/read-chain-state.ts';
import { readAuditPublicKey } from '../storage/audit-key-file.ts';
import { findLastCheckpoint } from '../storage/last-checkpoint.ts';

/** Reads what was signed of the audit log, whichever process of the node signs it. */
export function signedAuditLog({ checkpointFile, keyFile }: CheckpointConfig): SignedAuditLog {
  let publicKey: KeyObject | undefined;
  return {
    lastCheckpoint: (accountId) => findLastCheckpoint(checkpointFile, accountId),
    // The service goes on signing with the key that it began with, whatever becomes of the file.
    publicKey() {
      publicKey ??= readAuditPublicKey(keyFile);
      return publicKey;
    },
  };
}
