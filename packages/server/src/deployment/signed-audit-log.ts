import type { KeyObject } from 'node:crypto';
import type { CheckpointConfig } from '../audit/checkpoint-config.ts';
import { type SignedAuditLog, SignedLogUnreadable } from '../audit/read-chain-state.ts';
import { ConfigRefused } from '../config-refused.ts';
import { readAuditPublicKey } from '../storage/audit-key-file.ts';
import { CheckpointReader } from '../storage/checkpoint-reader.ts';

/** Reads what was signed of the audit log, whichever process of the node signs it. */
export function signedAuditLog({ checkpointFile, keyFile }: CheckpointConfig): SignedAuditLog {
  const reader = new CheckpointReader(checkpointFile);
  let publicKey: KeyObject | undefined;
  return {
    async read(accountId) {
      try {
        return await reader.read(accountId);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error;
        throw new SignedLogUnreadable(
          `\`KEYWARD_AUDIT_CHECKPOINTS\`: \`${checkpointFile}\` cannot be read (${error.code}); put it back where it was, or let this user read it`,
        );
      }
    },
    // The service goes on signing with the key that it began with, whatever becomes of the file.
    publicKey() {
      try {
        publicKey ??= readAuditPublicKey(keyFile);
        return publicKey;
      } catch (error) {
        if (!(error instanceof ConfigRefused)) throw error;
        throw new SignedLogUnreadable(`${error.message}; put it back where it was`);
      }
    },
  };
}
