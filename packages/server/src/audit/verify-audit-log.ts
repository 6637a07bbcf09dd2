import type { KeyObject } from 'node:crypto';
import type { StoredAuditEntry } from '../storage/audit-store.ts';
import { type BrokenEntry, ChainVerifier, type VerifiedChain } from './chain-verifier.ts';
import { isCutShort, isSignedBy, readCheckpoint, type SignedCheckpoint } from './checkpoint.ts';

/** The log as it is stored, read beside a service that goes on writing. */
export interface StoredAuditLog {
  /** Entries in the order of their numbers, of all accounts or of one, some at a time. */
  entries(accountId?: string): AsyncIterable<readonly StoredAuditEntry[]>;
  /** Whether an entry of the account has this place in its chain, wherever it stands. */
  hasPosition(accountId: string, position: number): Promise<boolean>;
  /** The id of the account that has this key or id. */
  findAccountId(keyOrId: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/** A checkpoint that cannot be believed. */
export interface BrokenCheckpoint {
  /** Its line in the file, from 1 on. */
  readonly line: number;
  readonly fault: 'unreadable' | 'wrong signature' | 'missing';
}

export interface AuditVerification {
  readonly chains: readonly VerifiedChain[];
  readonly brokenCheckpoint?: BrokenCheckpoint;
  /** Lines of checkpoints that were never finished, because the process ended while it wrote them. Nothing is gone. */
  readonly cutShort: readonly number[];
}

/**
 * Follows every entry of the log from the first one on, and compares it with the checkpoints.
 *
 * @param checkpointLines read before the log, so that what they speak of is there
 */
export async function verifyAuditLog(
  log: StoredAuditLog,
  checkpointLines: readonly string[],
  publicKey: KeyObject,
  accountId?: string,
): Promise<AuditVerification> {
  const { believed, cutShort, broken: brokenCheckpoint } = readCheckpoints(checkpointLines, publicKey);
  const isAsked = ({ account }: SignedCheckpoint) => accountId === undefined || account === accountId;
  const verifier = new ChainVerifier(believed.filter(isAsked));
  for await (const entries of log.entries(accountId)) {
    for (const entry of entries) verifier.add(entry);
  }
  const chains = await Promise.all(verifier.finish().map((chain) => withExactFault(chain, log)));
  return { chains, cutShort, ...(brokenCheckpoint && { brokenCheckpoint }) };
}

interface ReadCheckpoints {
  /** Those before the first that is bad. */
  readonly believed: readonly SignedCheckpoint[];
  readonly cutShort: readonly number[];
  readonly broken?: BrokenCheckpoint;
}

/**
 * A line that was cut short is an accident when nothing is gone with it: the checkpoint after it goes on from the one before it, or
 * nothing was written since, not even the end of the line.
 */
function readCheckpoints(lines: readonly string[], publicKey: KeyObject): ReadCheckpoints {
  const believed: SignedCheckpoint[] = [];
  const cutShort: number[] = [];
  let doubtful: number[] = [];
  let previous = '';
  for (const [index, line] of lines.entries()) {
    if (isCutShort(line)) {
      doubtful.push(index + 1);
      continue;
    }
    const checkpoint = readCheckpoint(line);
    const fault = faultOf(checkpoint, previous, publicKey);
    if (checkpoint === undefined || fault !== undefined) {
      const found: BrokenCheckpoint = { line: index + 1, fault: fault ?? 'unreadable' };
      return { believed, cutShort, broken: unreadable(doubtful) ?? found };
    }
    believed.push(checkpoint);
    previous = checkpoint.signature;
    cutShort.push(...doubtful);
    doubtful = [];
  }
  if (!lines.at(-1)?.endsWith('\n')) return { believed, cutShort: [...cutShort, ...doubtful] };
  const broken = unreadable(doubtful);
  return { believed, cutShort, ...(broken && { broken }) };
}

function unreadable([line]: readonly number[]): BrokenCheckpoint | undefined {
  return line === undefined ? undefined : { line, fault: 'unreadable' };
}

function faultOf(
  checkpoint: SignedCheckpoint | undefined,
  previous: string,
  publicKey: KeyObject,
): BrokenCheckpoint['fault'] | undefined {
  if (checkpoint === undefined) return 'unreadable';
  if (!isSignedBy(checkpoint, publicKey)) return 'wrong signature';
  return checkpoint.previous === previous ? undefined : 'missing';
}

/** An entry that seems to be gone may stand at another place. */
async function withExactFault(chain: VerifiedChain, log: StoredAuditLog): Promise<VerifiedChain> {
  const { broken, entries, accountId } = chain;
  if (broken?.fault !== 'missing' || !(await log.hasPosition(accountId, entries + 1))) return chain;
  const reordered: BrokenEntry = { ...broken, fault: 'reordered' };
  return { ...chain, broken: reordered };
}
