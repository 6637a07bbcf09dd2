import { hash, type KeyObject, sign, verify } from 'node:crypto';

/** How far the chain of one account had come, signed: whoever cuts its end or rewrites it cannot make this anew. */
export interface Checkpoint {
  readonly account: string;
  /** Of the newest entry. */
  readonly number: number;
  /** How many entries there were. */
  readonly count: number;
  /** Of the newest entry, in hexadecimal digits. */
  readonly hash: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The signature of the checkpoint before it in the file, so that none can be taken out; empty: it is the first. */
  readonly previous: string;
  /** The log goes on from here in a new epoch: what was signed beyond it was given up by a restore. */
  readonly epoch?: string;
}

export interface SignedCheckpoint extends Checkpoint {
  readonly key: string;
  readonly signature: string;
}

/** Named in what is signed, so that a signature says this and nothing else. */
const FORM = 'keyward audit checkpoint 1';
const EPOCH_FORM = 'keyward audit epoch 1';

/** The name of a key: the first half of the digest of its public part. */
export function keyName(publicKey: KeyObject): string {
  return hash('sha256', publicKey.export({ type: 'spki', format: 'der' })).slice(0, 32);
}

export function signCheckpoint(
  { account, number, count, hash: head, at, previous, epoch }: Checkpoint,
  privateKey: KeyObject,
  key: string,
): SignedCheckpoint {
  const checkpoint = {
    account,
    number,
    count,
    hash: head,
    at,
    previous,
    ...(epoch !== undefined && { epoch }),
  };
  const signature = sign(null, signedBytes(checkpoint), privateKey).toString('base64url');
  return { ...checkpoint, key, signature };
}

export function isSignedBy(checkpoint: SignedCheckpoint, publicKey: KeyObject): boolean {
  return verify(null, signedBytes(checkpoint), publicKey, Buffer.from(checkpoint.signature, 'base64url'));
}

/** One line of the file; undefined when it is none. */
export function readCheckpoint(line: string): SignedCheckpoint | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isCheckpoint(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** How each line begins, as long as {@link signCheckpoint} names the account first. */
const LINE_START = '{"account":"';

/** Whether it is the beginning of a checkpoint and no more, as a process leaves it that ends while it writes. */
export function isCutShort(line: string): boolean {
  const text = line.trimEnd();
  return (text.startsWith(LINE_START) || LINE_START.startsWith(text)) && !text.endsWith('}');
}

const TEXTS = ['account', 'hash', 'previous', 'key', 'signature'] as const;
const NUMBERS = ['number', 'count', 'at'] as const;

function isCheckpoint(value: unknown): value is SignedCheckpoint {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Partial<Record<string, unknown>>;
  return (
    TEXTS.every((name) => typeof fields[name] === 'string') &&
    NUMBERS.every((name) => Number.isSafeInteger(fields[name])) &&
    ['string', 'undefined'].includes(typeof fields.epoch)
  );
}

function signedBytes({ account, number, count, hash: head, at, previous, epoch }: Checkpoint): Buffer {
  const form = epoch === undefined ? [FORM] : [EPOCH_FORM, epoch];
  return Buffer.from(JSON.stringify([...form, account, number, count, head, at, previous]));
}
