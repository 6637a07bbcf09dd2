import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { AuditHead, AuditReads } from '../storage/audit-store.ts';
import { CHAIN_START } from './audit-chain.ts';
import { keyName, readCheckpoint, type SignedCheckpoint, signCheckpoint } from './checkpoint.ts';

/** A file that only grows, one checkpoint a line. */
export interface CheckpointFile {
  /** Each with its line end, which the last one lacks when it was cut short. */
  readLines(): Promise<readonly string[]>;
  /** They stand on lines of their own, also after one that was cut short, and are on the disk before the promise resolves. */
  append(lines: readonly string[]): Promise<void>;
}

/** Signs how far the audit log of each account has come, outside the database. */
export class CheckpointWriter {
  readonly #audit: AuditReads;
  readonly #clock: Clock;
  readonly #file: CheckpointFile;
  readonly #privateKey: KeyObject;
  readonly #keyName: string;
  readonly #writtenTo = new Map<string, number>();
  #last: { readonly signature: string } | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(audit: AuditReads, clock: Clock, file: CheckpointFile, privateKey: KeyObject) {
    this.#audit = audit;
    this.#clock = clock;
    this.#file = file;
    this.#privateKey = privateKey;
    this.#keyName = keyName(createPublicKey(privateKey));
  }

  /** Writes one checkpoint for each account whose log has grown. What could not be written is caught up by the next. */
  write(): Promise<void> {
    const run = this.#writing.then(() => this.#write());
    this.#writing = run.catch(() => undefined);
    return run;
  }

  /**
   * Signs that the log goes on from where it is now, in a new epoch: what was signed beyond it was given up by a restore. An
   * account that is not there any more goes on from nothing.
   */
  startEpoch(epoch: string): Promise<void> {
    const run = this.#writing.then(async () => {
      const heads = await this.#audit.listAuditHeads();
      const gone = (await this.#signedAccounts()).filter(
        (id) => !heads.some(({ accountId }) => accountId === id),
      );
      const nowhere = { number: 0, position: 0, hash: CHAIN_START.hash };
      await this.#sign([...heads, ...gone.map((accountId) => ({ accountId, ...nowhere }))], epoch);
    });
    this.#writing = run.catch(() => undefined);
    return run;
  }

  async #signedAccounts(): Promise<readonly string[]> {
    const lines = await this.#file.readLines();
    return [...new Set(lines.flatMap((line) => readCheckpoint(line)?.account ?? []))];
  }

  async #write(): Promise<void> {
    const heads = await this.#audit.listAuditHeads();
    await this.#sign(heads.filter(({ accountId, number }) => this.#writtenTo.get(accountId) !== number));
  }

  async #sign(heads: readonly AuditHead[], epoch?: string): Promise<void> {
    this.#last ??= await this.#findLast();
    let { signature: previous } = this.#last;
    const signed: SignedCheckpoint[] = [];
    for (const { accountId: account, number, position: count, hash: head } of heads) {
      const at = this.#clock.now();
      const hash = Buffer.from(head).toString('hex');
      const checkpoint = {
        account,
        number,
        count,
        hash,
        at,
        previous,
        ...(epoch !== undefined && { epoch }),
      };
      const made = signCheckpoint(checkpoint, this.#privateKey, this.#keyName);
      previous = made.signature;
      signed.push(made);
    }
    if (signed.length === 0) return;
    try {
      await this.#file.append(signed.map((checkpoint) => JSON.stringify(checkpoint)));
    } catch (error) {
      // Some lines may have been written: what the file holds decides where the next ones go.
      this.#last = undefined;
      throw error;
    }
    this.#last = { signature: previous };
    for (const { account, number } of signed) this.#writtenTo.set(account, number);
  }

  async #findLast(): Promise<{ readonly signature: string }> {
    for (const line of (await this.#file.readLines()).toReversed()) {
      const checkpoint = readCheckpoint(line);
      if (checkpoint !== undefined) return checkpoint;
    }
    return { signature: '' };
  }
}
