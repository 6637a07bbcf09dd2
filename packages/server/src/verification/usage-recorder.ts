import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import type { Member } from '../members/member.ts';
import { newObjectId } from '../object-id.ts';
import type { Store } from '../storage/store.ts';
import type { SecretUse } from '../storage/token-store.ts';
import type { Uses } from '../storage/usage-store.ts';
import { type CalledToken, GatheredUses } from './gathered-uses.ts';
import type { TokenPrincipal } from './principal.ts';

/** Let others in between: each use costs the main thread some microseconds. */
const WRITTEN_AT_ONCE = 50;

/**
 * Remembers the last use of each secret, the last call of each member, and what became of the calls with each token, and writes
 * them from time to time: a verification writes nothing.
 */
export class UsageRecorder {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #gathered = new GatheredUses(() => void this.flush().catch(() => undefined));
  readonly #recorderId = newObjectId();
  #number = 0;
  /** Taken and not written yet. They are sent again as they are: the one that failed may have arrived. */
  readonly #batches: Uses[] = [];
  #oldestTakenAt: number | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** For how long the oldest use has waited to be written. */
  get lagMs(): number {
    const oldest = this.#oldestTakenAt ?? this.#gathered.oldestAt;
    return oldest === undefined ? 0 : Math.max(0, this.#clock.now() - oldest);
  }

  /** The last use of a token that was gathered and not taken yet to be written. */
  lastUseOf(tokenId: string): SecretUse | undefined {
    return this.#gathered.lastUseOf(tokenId);
  }

  /** How many tokens and members had to make room for others before their uses could be written. */
  get forgotten(): number {
    return this.#gathered.forgotten;
  }

  /** A token was used from this address, with the secret that the principal was made of. It is allowed until it is denied. */
  noteToken({ token, secret }: TokenPrincipal, address: string, agent: string): void {
    this.#gathered.noteSecret(token, secret.id, this.#clock.now(), address, agent).allowed++;
  }

  /** The same for a token that does not work from its address, which is no use of it. */
  noteStrangeAddress(token: CalledToken): void {
    this.#gathered.outcomesOf(token, this.#clock.now()).allowed++;
  }

  /** A call that was noted is refused: by policy, or for its address. */
  noteDenied(token: CalledToken): void {
    const outcomes = this.#gathered.outcomesOf(token, this.#clock.now());
    outcomes.allowed--;
    outcomes.denied++;
  }

  /** A secret of a token did not work: no use of it. */
  noteRefused(token: CalledToken): void {
    this.#gathered.outcomesOf(token, this.#clock.now()).refused++;
  }

  /** That secret has ended for good. */
  noteEnded(token: CalledToken): void {
    this.#gathered.noteEnded(token, this.#clock.now());
  }

  /** A member was there without a token: signed in. */
  noteMember({ id, accountId }: Pick<Member, 'id' | 'accountId'>): void {
    this.#gathered.noteSignedIn(accountId, id, this.#clock.now());
  }

  /** Writes what was noted before the call. @throws StorageUnavailable; what was not written is still remembered */
  flush(): Promise<void> {
    const run = this.#writing.then(() => this.#write());
    this.#writing = run.catch(() => undefined);
    return run;
  }

  /** What failed before goes first. Until that is written nothing more is taken: it would have no bound. */
  async #write(): Promise<void> {
    await this.#writeBatches();
    this.#take();
    await this.#writeBatches();
  }

  #take(): void {
    this.#oldestTakenAt = this.#gathered.oldestAt;
    const at = this.#clock.now();
    for (const part of this.#gathered.take(WRITTEN_AT_ONCE)) {
      this.#batches.push({ batch: { recorderId: this.#recorderId, number: ++this.#number, at }, ...part });
    }
  }

  async #writeBatches(): Promise<void> {
    for (let batch = this.#batches[0]; batch !== undefined; batch = this.#batches[0]) {
      await this.#store.recordUses(batch);
      this.#batches.shift();
      if (this.#batches.length > 0) await setImmediate();
    }
    this.#oldestTakenAt = undefined;
  }
}
