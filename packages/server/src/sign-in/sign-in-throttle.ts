import crypto from 'node:crypto';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Failure } from '../failure.ts';
import { addressBlock } from './address-block.ts';
import { FailureCounts } from './failure-counts.ts';

/** `docs/sign-in.md` states these numbers. */
export const SIGN_IN_LIMITS = {
  windowSeconds: 15 * 60,
  /** Attempts in a window by all browsers that are strange to the account, together. */
  perAccount: 10,
  /** Attempts in a window by a browser in which the member signed in before. */
  perDevice: 10,
  /** Attempts in a window from one client address, for any account. */
  perAddress: 50,
  /** NIST SP 800-63B section 3.2.2: failures in a row, however slow. */
  inARow: 100,
} as const;

/** What a wait cannot mend is worth asking again after an hour: by then somebody may have mended it. */
const RETRY_AFTER_LIMIT_SECONDS = 3_600;

export interface Guess {
  readonly emailKey: string;
  readonly address: string;
  readonly device: string | undefined;
}

interface Guesser {
  readonly name: string;
  readonly limiter: RateLimiterMemory;
}

/**
 * Bounds guesses at passwords. An attempt is paid for before the password is looked at, so that no number of
 * attempts at once gets past a limit. Addresses of nobody are counted like those of members. In memory: a restart
 * begins anew.
 */
export class SignInThrottle {
  readonly #accounts = limiter('account', SIGN_IN_LIMITS.perAccount);
  readonly #devices = limiter('device', SIGN_IN_LIMITS.perDevice);
  readonly #addresses = limiter('address', SIGN_IN_LIMITS.perAddress);
  readonly #failures = new FailureCounts();

  /**
   * Looks at one guess.
   *
   * @param device names a browser in which the owner of the address signed in before
   * @param check answers what a right guess leads to, undefined for a wrong one. A right guess costs nothing and has
   *   earlier failures in a row forgotten; one that nobody can judge costs nothing
   * @throws Failure `rate_limited`, and what `check` throws
   */
  async guess<T>(
    { emailKey, address, device }: Guess,
    check: () => Promise<T | undefined>,
  ): Promise<T | undefined> {
    const account = { name: nameOf('account', emailKey), limiter: this.#accounts };
    const client = { name: nameOf('address', addressBlock(address)), limiter: this.#addresses };
    await pay(client);
    const guesser = (await this.#knownDevice(device)) ?? (await this.#stranger(account));
    this.#failures.add(guesser.name);
    try {
      const found = await check();
      if (found === undefined) return undefined;
      this.#failures.forget(guesser.name);
      this.#failures.forget(account.name);
      await refund(client, guesser);
      return found;
    } catch (error) {
      this.#failures.takeBack(guesser.name);
      await refund(client, guesser);
      throw error;
    }
  }

  /** A member has a new password: what was guessed before says nothing about it. */
  async forget(emailKey: string): Promise<void> {
    const name = nameOf('account', emailKey);
    this.#failures.forget(name);
    await this.#accounts.delete(name);
  }

  /** A device that has used up its own budget is a stranger like any other. */
  async #knownDevice(device: string | undefined): Promise<Guesser | undefined> {
    if (device === undefined) return undefined;
    const guesser = { name: nameOf('device', device), limiter: this.#devices };
    if (this.#failures.of(guesser.name) >= SIGN_IN_LIMITS.inARow) return undefined;
    return (await secondsToWait(guesser)) === 0 ? guesser : undefined;
  }

  async #stranger(account: Guesser): Promise<Guesser> {
    if (this.#failures.of(account.name) >= SIGN_IN_LIMITS.inARow) throw refusal(RETRY_AFTER_LIMIT_SECONDS);
    await pay(account);
    return account;
  }
}

function limiter(keyPrefix: string, points: number): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix, points, duration: SIGN_IN_LIMITS.windowSeconds });
}

/** What people type may be a secret in the wrong field, so only its digest is kept. */
function nameOf(kind: string, text: string): string {
  return `${kind} ${crypto.hash('sha256', text, 'base64url')}`;
}

/** @throws Failure `rate_limited` */
async function pay(guesser: Guesser): Promise<void> {
  const seconds = await secondsToWait(guesser);
  if (seconds > 0) throw refusal(seconds);
}

async function refund(...guessers: readonly Guesser[]): Promise<void> {
  for (const { limiter, name } of guessers) await limiter.reward(name, 1);
}

/** Pays for one attempt, and answers 0, or after how many seconds the next may be made. */
async function secondsToWait({ limiter, name }: Guesser): Promise<number> {
  try {
    await limiter.consume(name);
    return 0;
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
  }
}

function refusal(retryAfterSeconds: number): Failure {
  return new Failure('rate_limited', 'Too many attempts to sign in. Try again later.', {
    retryAfterSeconds,
    hint: 'sign in from a browser in which you signed in before, or set a new password',
  });
}
