import { Failure } from '../../failure.ts';
import { exceeded } from './exceeded.ts';

/** Each holds a connection and a timer. */
const STREAMS_AT_ONCE = 256;
/** One principal must not take them all from the others. */
const STREAMS_OF_ONE = 8;
const RETRY_MS = 5_000;

/** How many streams are open in this process, and whose they are. */
export class OpenStreams {
  #count = 0;
  readonly #countOf = new Map<string, number>();

  /**
   * Counts one more.
   *
   * @returns what to call, once, when it has ended
   * @throws Failure `rate_limited` when this principal has too many, `service_unavailable` when all together have
   */
  open(principalId: string): () => void {
    const ofOne = this.#countOf.get(principalId) ?? 0;
    if (ofOne >= STREAMS_OF_ONE) {
      throw exceeded({ msBeforeNext: RETRY_MS }, 'You have too many streams of events open');
    }
    if (this.#count >= STREAMS_AT_ONCE) {
      throw new Failure('service_unavailable', 'too many streams of events are open', {
        retryAfterSeconds: RETRY_MS / 1000,
      });
    }
    this.#count++;
    this.#countOf.set(principalId, ofOne + 1);
    return () => this.#close(principalId);
  }

  #close(principalId: string): void {
    this.#count--;
    const left = (this.#countOf.get(principalId) ?? 0) - 1;
    if (left > 0) this.#countOf.set(principalId, left);
    else this.#countOf.delete(principalId);
  }
}
