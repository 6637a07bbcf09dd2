import type { KeyObject } from 'node:crypto';
import type { Deployment } from '../deployment/deployment.ts';
import { requireAccess } from '../grants/require-access.ts';
import type { AuditHead } from '../storage/audit-store.ts';
import type { Principal } from '../verification/principal.ts';
import { isSignedBy, type SignedCheckpoint } from './checkpoint.ts';

/** What was signed of the audit log, outside the database. */
export interface SignedAuditLog {
  /** The newest checkpoint of an account; undefined: there is none yet. */
  lastCheckpoint(accountId: string): Promise<SignedCheckpoint | undefined>;
  /** The public half of the key that the service signs with. */
  publicKey(): KeyObject;
}

export interface ChainState {
  readonly head: AuditHead | undefined;
  readonly checkpoint: SignedCheckpoint | undefined;
  /**
   * `unsigned`: nothing is signed here. `waiting`: nothing is signed yet. `continued`: the checkpoint is signed by our key, and the
   * entry that it names still stands in its place with the same hash. `broken`: it is not, or does not.
   */
  readonly status: 'unsigned' | 'waiting' | 'continued' | 'broken';
}

/**
 * How far the chain of the account has come, and whether it goes on from its last checkpoint. The entries themselves are not
 * hashed again: `keyward audit verify` does that.
 *
 * @throws Failure `forbidden` without the right to see the log
 */
export async function readChainState(
  { store, signedAuditLog }: Deployment,
  principal: Principal,
): Promise<ChainState> {
  requireAccess(principal, 'viewAuditLog', 'acct');
  const { accountId } = principal;
  const { audit } = store.reads;
  // Read before the head, so that the head is never older than what was signed.
  const checkpoint = await signedAuditLog?.lastCheckpoint(accountId);
  const head = await audit.findAuditPlace(accountId);
  if (signedAuditLog === undefined) return { head, checkpoint, status: 'unsigned' };
  if (checkpoint === undefined) return { head, checkpoint, status: 'waiting' };
  // A checkpoint of an account that a restore emptied names no entry: every log goes on from nothing.
  const signed = checkpoint.count === 0 ? 'start' : await audit.findAuditPlace(accountId, checkpoint.number);
  const isStanding = signed === 'start' || (signed !== undefined && isAt(signed, checkpoint));
  const isContinued = isStanding && isSignedBy(checkpoint, signedAuditLog.publicKey());
  return { head, checkpoint, status: isContinued ? 'continued' : 'broken' };
}

function isAt({ position, hash }: AuditHead, checkpoint: SignedCheckpoint): boolean {
  return position === checkpoint.count && Buffer.from(hash).toString('hex') === checkpoint.hash;
}
