import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { AuditReads } from '../storage/audit-store.ts';
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

  async #write(): Promise<void> {
    const heads = await this.#audit.listAuditHeads();
    this.#last ??= await this.#findLast();
    let { signature: previous } = this.#last;
    const signed: SignedCheckpoint[] = [];
    for (const { accountId: account, number, position: count, hash } of heads) {
      if (this.#writtenTo.get(account) === number) continue;
      const at = this.#clock.now();
      const checkpoint = { account, number, count, hash: Buffer.from(hash).toString('hex'), at, previous };
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
