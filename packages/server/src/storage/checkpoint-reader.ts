import { type FileHandle, open } from 'node:fs/promises';
import { isCutShort, readCheckpoint } from '../audit/checkpoint.ts';
import type { SignedSoFar } from '../audit/read-chain-state.ts';

const BLOCK_BYTES = 65_536;
const LINE_FEED = 10;

/** Where a line stands, without its end. */
interface Place {
  readonly start: number;
  readonly length: number;
}

/**
 * Follows a file of checkpoints as it grows: each line is read once, since the file grows for years. Whatever was read once must stay:
 * each checkpoint names the one before it, and a file that became shorter, or another one, must still hold the last that was seen.
 */
export class CheckpointReader {
  readonly #path: string;
  readonly #newest = new Map<string, Place>();
  #file: { readonly ino: number; readonly mtimeMs: number } | undefined;
  /** The end of the last line that was read. */
  #end = 0;
  #signature = '';
  #isLinked = true;
  /** The signature that a file which was begun anew has not shown yet. */
  #expected: string | undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** @throws the error of the file system when the file cannot be read, also when there is none */
  async read(accountId: string): Promise<SignedSoFar> {
    const file = await open(this.#path, 'r');
    try {
      const run = this.#reading.then(() => this.#readOn(file));
      this.#reading = run.catch(() => undefined);
      await run;
      const isWhole = this.#isLinked && this.#expected === undefined;
      const place = this.#newest.get(accountId);
      if (place === undefined) return { checkpoint: undefined, isWhole };
      const { buffer } = await file.read(Buffer.alloc(place.length), 0, place.length, place.start);
      const checkpoint = readCheckpoint(buffer.toString());
      return { checkpoint, isWhole: isWhole && checkpoint?.account === accountId };
    } finally {
      await file.close();
    }
  }

  async #readOn(file: FileHandle): Promise<void> {
    const { ino, mtimeMs, size } = await file.stat();
    const isAnother = this.#file !== undefined && this.#file.ino !== ino;
    const isRepaired = !this.#isLinked && this.#file?.mtimeMs !== mtimeMs;
    if (isAnother || isRepaired || size < this.#end) this.#beginAnew();
    this.#file = { ino, mtimeMs };
    let rest = Buffer.alloc(0);
    for (let at = this.#end; at < size; ) {
      const block = Buffer.alloc(Math.min(BLOCK_BYTES, size - at));
      const { bytesRead } = await file.read(block, 0, block.length, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      rest = this.#takeLines(Buffer.concat([rest, block.subarray(0, bytesRead)]));
    }
  }

  #beginAnew(): void {
    if (this.#signature !== '') this.#expected ??= this.#signature;
    this.#newest.clear();
    this.#end = 0;
    this.#signature = '';
    this.#isLinked = true;
  }

  /** @returns what follows the last line that has its end: it is read again once it has grown */
  #takeLines(bytes: Buffer): Buffer<ArrayBuffer> {
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      this.#take(bytes.toString('utf8', start, end), { start: this.#end, length: end - start });
      this.#end += end + 1 - start;
      start = end + 1;
    }
    return Buffer.from(bytes.subarray(start));
  }

  /** A line that was cut short is an accident as long as the one after it goes on from the one before it. */
  #take(line: string, place: Place): void {
    if (line.trim() === '' || isCutShort(line)) return;
    const checkpoint = readCheckpoint(line);
    if (checkpoint === undefined || checkpoint.previous !== this.#signature) this.#isLinked = false;
    if (checkpoint === undefined) return;
    this.#signature = checkpoint.signature;
    if (checkpoint.signature === this.#expected) this.#expected = undefined;
    this.#newest.set(checkpoint.account, place);
  }
}
