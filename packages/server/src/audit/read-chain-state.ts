import type { KeyObject } from 'node:crypto';
import type { Deployment } from '../deployment/deployment.ts';
import { requireAccess } from '../grants/require-access.ts';
import type { AuditHead, AuditReads } from '../storage/audit-store.ts';
import type { Principal } from '../verification/principal.ts';
import { isSignedBy, type SignedCheckpoint } from './checkpoint.ts';

/** What was signed of an account, as far as the file can tell. */
export interface SignedSoFar {
  /** The newest one; undefined: there is none yet. */
  readonly checkpoint: SignedCheckpoint | undefined;
  /** Whether no line is gone, of whichever account, and none was put in: each goes on from the one before it. */
  readonly isWhole: boolean;
}

/** What was signed of the audit log, outside the database. Both throw {@link SignedLogUnreadable}. */
export interface SignedAuditLog {
  read(accountId: string): Promise<SignedSoFar>;
  /** The public half of the key that the service signs with. */
  publicKey(): KeyObject;
}

/** The file of checkpoints, or that of the key, is not there or may not be read. The message is for the operator: it names the file. */
export class SignedLogUnreadable extends Error {}

export interface ChainState {
  readonly head: AuditHead | undefined;
  readonly checkpoint: SignedCheckpoint | undefined;
  /**
   * `unsigned`: nothing is signed here. `waiting`: nothing is signed yet. `continued`: the checkpoint is signed by our key, and the
   * entry that it names still stands in its place with the same hash. `broken`: it is not, or does not, or other checkpoints are gone.
   * `unreadable`: what was signed cannot be read.
   */
  readonly status: 'unsigned' | 'waiting' | 'continued' | 'broken' | 'unreadable';
  /** What the operator can do about a state that is `unreadable`. */
  readonly problem?: string;
}

/**
 * How far the chain of the account has come, and whether it goes on from its last checkpoint. The entries themselves are not
 * hashed again, nor are older signatures looked at: `keyward audit verify` does that.
 *
 * @throws Failure `forbidden` without the right to see the log
 */
export async function readChainState(deployment: Deployment, principal: Principal): Promise<ChainState> {
  requireAccess(principal, 'viewAuditLog', 'acct');
  const { signedAuditLog, store } = deployment;
  const { accountId } = principal;
  try {
    return await compareWithSigned(store.reads.audit, signedAuditLog, accountId);
  } catch (error) {
    if (!(error instanceof SignedLogUnreadable)) throw error;
    const head = await store.reads.audit.findAuditPlace(accountId);
    return { head, checkpoint: undefined, status: 'unreadable', problem: error.message };
  }
}

async function compareWithSigned(
  audit: AuditReads,
  signedAuditLog: SignedAuditLog | undefined,
  accountId: string,
): Promise<ChainState> {
  // Read before the head, so that the head is never older than what was signed.
  const signed = await signedAuditLog?.read(accountId);
  const head = await audit.findAuditPlace(accountId);
  if (signedAuditLog === undefined || signed === undefined) {
    return { head, checkpoint: undefined, status: 'unsigned' };
  }
  const { checkpoint, isWhole } = signed;
  if (checkpoint === undefined) return { head, checkpoint, status: isWhole ? 'waiting' : 'broken' };
  const isContinued =
    isSignedBy(checkpoint, signedAuditLog.publicKey()) && (await isStanding(audit, accountId, checkpoint));
  return { head, checkpoint, status: isWhole && isContinued ? 'continued' : 'broken' };
}

/** A checkpoint of an account that a restore emptied names no entry: every log goes on from nothing. */
async function isStanding(
  audit: AuditReads,
  accountId: string,
  checkpoint: SignedCheckpoint,
): Promise<boolean> {
  if (checkpoint.count === 0) return true;
  const place = await audit.findAuditPlace(accountId, checkpoint.number);
  return place !== undefined && isAt(place, checkpoint);
}

function isAt({ position, hash }: AuditHead, checkpoint: SignedCheckpoint): boolean {
  return position === checkpoint.count && Buffer.from(hash).toString('hex') === checkpoint.hash;
}
