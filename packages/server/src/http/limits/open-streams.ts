import { Failure } from '../../failure.ts';
import type { Principal } from '../../verification/principal.ts';
import { exceeded } from './exceeded.ts';

export interface StreamLimits {
  /** Each holds a connection and a timer. */
  readonly atOnce: number;
  /** One principal must not take them all from the others. */
  readonly ofOne: number;
}

const RETRY_MS = 5_000;

/** How many streams are open in this process, and whose they are. */
export class OpenStreams {
  readonly #limits: StreamLimits;
  #count = 0;
  readonly #countOf = new Map<string, number>();

  constructor(limits: StreamLimits) {
    this.#limits = limits;
  }

  /**
   * Counts one more.
   *
   * @returns what to call, once, when it has ended
   * @throws Failure `rate_limited` when this principal has too many, `service_unavailable` when all together have
   */
  open(principal: Principal): () => void {
    const principalId = idOf(principal);
    const ofOne = this.#countOf.get(principalId) ?? 0;
    if (ofOne >= this.#limits.ofOne) {
      throw exceeded({ msBeforeNext: RETRY_MS }, 'You have too many streams of events open');
    }
    if (this.#count >= this.#limits.atOnce) {
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

/** Who is counted: a token, or a member however often they are signed in. */
export function idOf(principal: Principal): string {
  return principal.authKind === 'token' ? principal.token.id : principal.member.id;
}
