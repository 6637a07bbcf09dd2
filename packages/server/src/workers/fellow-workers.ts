import { type ChangedEntity, StorageUnavailable } from '../storage/store.ts';
import type { SecretUse } from '../storage/token-store.ts';
import type { MonotonicMs } from '../verification/lease.ts';
import { type FromWorker, GRANT_MS, type Measurements, type ToWorker } from './worker-message.ts';

/** The supervisor answers within `GRANT_MS`, unless it is stopped itself. */
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
  readonly #waiting = new Map<number, (answer: ToWorker) => void>();
  #forget: (entities: readonly ChangedEntity[]) => void = () => undefined;
  #measure: () => Promise<Measurements> = async () => [];
  #lastUseOf: (tokenId: string) => SecretUse | undefined = () => undefined;
  #grantedUntilMs = Number.NEGATIVE_INFINITY;
  #number = 0;

  constructor(say: Say, machineMs: MonotonicMs) {
    this.#say = say;
    this.#machineMs = machineMs;
  }

  /** Whether all that the others change is known here: else nothing may be answered from memory. */
  isTold(): boolean {
    return this.#machineMs() <= this.#grantedUntilMs;
  }

  /** @param forget takes what others changed out of memory, at once */
  onForget(forget: (entities: readonly ChangedEntity[]) => void): void {
    this.#forget = forget;
  }

  onMeasure(measure: () => Promise<Measurements>): void {
    this.#measure = measure;
  }

  /** @param lastUseOf tells what this worker has gathered and not written yet */
  onWhenUsed(lastUseOf: (tokenId: string) => SecretUse | undefined): void {
    this.#lastUseOf = lastUseOf;
  }

  /**
   * Resolves when no other worker answers from a memory that holds what these were before.
   *
   * @throws StorageUnavailable when that cannot be known
   */
  async tell(entities: readonly ChangedEntity[]): Promise<void> {
    await this.#ask((number) => ({ kind: 'changed', number, entities }), 'the other workers cannot be told');
  }

  /** What all workers measured, as Prometheus text. @throws StorageUnavailable */
  async collectMetrics(): Promise<string> {
    const answer = await this.#ask(
      (number) => ({ kind: 'metrics', number }),
      'the other workers cannot be asked',
    );
    return answer.kind === 'metrics' ? answer.text : '';
  }

  /** The last use of a token that the others have gathered and not written yet. @throws StorageUnavailable */
  async lastUseOf(tokenId: string): Promise<SecretUse | undefined> {
    const question = (number: number) => ({ kind: 'whenUsed', number, tokenId }) as const;
    const answer = await this.#ask(question, 'the other workers cannot be asked');
    return answer.kind === 'used' ? answer.use : undefined;
  }

  receive(message: ToWorker): void {
    switch (message.kind) {
      case 'forget':
        this.#forget(message.entities);
        this.#say({ kind: 'heard', number: message.number });
        break;
      case 'grant':
        this.#grantedUntilMs = message.atMs + GRANT_MS;
        this.#say({ kind: 'heard', number: message.number });
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

  #ask(question: (number: number) => FromWorker, failure: string): Promise<ToWorker> {
    const number = ++this.#number;
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(timer);
        this.#waiting.delete(number);
        end();
      };
      const timer = setTimeout(
        () => settle(() => reject(new StorageUnavailable(`${failure}: the supervisor does not answer`))),
        PATIENCE_MS,
      );
      this.#waiting.set(number, (answer) => settle(() => resolve(answer)));
      this.#say(question(number));
    });
  }
}
