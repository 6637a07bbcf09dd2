import { type ChangedEntity, StorageUnavailable } from '../storage/store.ts';
import type { SecretUse } from '../storage/token-store.ts';
import type { MonotonicMs } from '../verification/lease.ts';
import { type FromWorker, GRANT_MS, type Measurements, type ToWorker } from './worker-message.ts';

/** The supervisor answers a question within a second, unless it is stopped itself. */
const PATIENCE_MS = 5_000;

/** Says something to the process that supervises this one. */
export type Say = (message: FromWorker) => void;

/**
 * The other workers of this node, as one of them sees them: what it changes is out of their memory before anybody is told that
 * it was changed, and what they change is out of its own. All goes through the process that supervises them.
 */
export class FellowWorkers {
  readonly #say: Say;
  readonly #machineMs: MonotonicMs;
  readonly #maxStalenessMs: number;
  readonly #waiting = new Map<number, (answer: ToWorker) => void>();
  readonly #joined = Promise.withResolvers<void>();
  readonly #memories: ((entities: readonly ChangedEntity[]) => void)[] = [];
  #measure: () => Promise<Measurements> = async () => [];
  #lastUseOf: (tokenId: string) => SecretUse | undefined = () => undefined;
  #grantedUntilMs = Number.NEGATIVE_INFINITY;
  #number = 0;

  /** @param maxStalenessMs so long after a commit no memory holds what was before, whether anybody was told or not: the lease */
  constructor(say: Say, machineMs: MonotonicMs, maxStalenessMs: number) {
    this.#say = say;
    this.#machineMs = machineMs;
    this.#maxStalenessMs = maxStalenessMs;
  }

  /** Resolves once the supervisor counts this worker in: nothing may be read before, or what changes then would be missed. */
  join(): Promise<void> {
    this.#say({ kind: 'hello' });
    return this.#joined.promise;
  }

  /** Whether all that the others change is known here: else nothing may be answered from memory. */
  isTold(): boolean {
    return this.#machineMs() <= this.#grantedUntilMs;
  }

  /** @param forget takes what others changed out of one memory, at once; that of another is told too */
  onForget(forget: (entities: readonly ChangedEntity[]) => void): void {
    this.#memories.push(forget);
  }

  onMeasure(measure: () => Promise<Measurements>): void {
    this.#measure = measure;
  }

  /** @param lastUseOf tells what this worker has gathered and not written yet */
  onWhenUsed(lastUseOf: (tokenId: string) => SecretUse | undefined): void {
    this.#lastUseOf = lastUseOf;
  }

  /**
   * To be called when these were committed. Resolves when no other worker answers from a memory that holds what they were before:
   * when all were told, or after `maxStalenessMs`, should the supervisor be stopped. The change is made, so it is no failure.
   */
  tell(entities: readonly ChangedEntity[]): Promise<void> {
    return this.#untilHeld((number) => ({ kind: 'changed', number, entities }));
  }

  /** Resolves when no worker answers from a memory of before the changes that others are telling of. */
  settle(): Promise<void> {
    return this.#untilHeld((number) => ({ kind: 'settle', number }));
  }

  /** What all workers measured, as Prometheus text. @throws StorageUnavailable */
  async collectMetrics(): Promise<string> {
    const answer = await this.#askNow((number) => ({ kind: 'metrics', number }));
    return answer.kind === 'metrics' ? answer.text : '';
  }

  /** The last use of a token that the others have gathered and not written yet. @throws StorageUnavailable */
  async lastUseOf(tokenId: string): Promise<SecretUse | undefined> {
    const answer = await this.#askNow((number) => ({ kind: 'whenUsed', number, tokenId }));
    return answer.kind === 'used' ? answer.use : undefined;
  }

  receive(message: ToWorker): void {
    switch (message.kind) {
      case 'forget':
        for (const forget of this.#memories) forget(message.entities);
        this.#say({ kind: 'heard', number: message.number });
        break;
      case 'grant':
        this.#grantedUntilMs = message.atMs + GRANT_MS;
        this.#say({ kind: 'heard', number: message.number });
        this.#joined.resolve();
        break;
      case 'told':
      case 'metrics':
      case 'used':
        this.#waiting.get(message.number)?.(message);
        break;
      case 'whenUsed':
        this.#say({ kind: 'used', number: message.number, use: this.#lastUseOf(message.tokenId) });
        break;
      case 'measure':
        void this.#answerMeasurements(message.number);
        break;
      case 'stop':
        break;
    }
  }

  async #answerMeasurements(number: number): Promise<void> {
    this.#say({ kind: 'measured', number, measurements: await this.#measure() });
  }

  async #untilHeld(question: (number: number) => FromWorker): Promise<void> {
    const untilMs = this.#machineMs() + this.#maxStalenessMs;
    // Timers may come too early.
    while (this.#machineMs() <= untilMs) {
      const leftMs = untilMs - this.#machineMs() + 1;
      if ((await this.#ask(question, leftMs)) !== undefined) return;
    }
  }

  async #askNow(question: (number: number) => FromWorker): Promise<ToWorker> {
    const answer = await this.#ask(question, PATIENCE_MS);
    if (answer !== undefined) return answer;
    throw new StorageUnavailable('the other workers cannot be asked: the supervisor does not answer');
  }

  /** @returns undefined when nobody answers in that time */
  #ask(question: (number: number) => FromWorker, patienceMs: number): Promise<ToWorker | undefined> {
    const number = ++this.#number;
    return new Promise((resolve) => {
      const settle = (answer?: ToWorker) => {
        clearTimeout(timer);
        this.#waiting.delete(number);
        resolve(answer);
      };
      const timer = setTimeout(settle, patienceMs);
      this.#waiting.set(number, settle);
      this.#say(question(number));
    });
  }
}
