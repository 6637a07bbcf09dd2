import { addressBlock } from '../../sign-in/address-block.ts';
import { CallBudget } from './call-budget.ts';
import { exceeded } from './exceeded.ts';

const WINDOW_SECONDS = 60;

/**
 * Bounds guesses at secrets from one client address: an IPv4 address, or the /64 of an IPv6 one. Only secrets that
 * do not work are counted and refused, unknown ones, ended ones and those of another address alike: so callers with a valid token
 * behind the same address go on, and an answer tells nobody what kind of secret it was.
 */
export class GuessLimit {
  readonly #budget: CallBudget;

  /** @param guesses in a minute; 0: without limit */
  constructor(guesses: number) {
    this.#budget = new CallBudget(guesses, WINDOW_SECONDS);
  }

  /**
   * Counts one.
   *
   * @param accountId of a caller that names the address of its own client: what it says must not touch others
   * @throws Failure `rate_limited`
   */
  async count(address: string, accountId = ''): Promise<void> {
    const state = await this.#budget.spend(accountId + addressBlock(address));
    if (state?.isExceeded)
      throw exceeded(state, 'Too many access tokens that do not work came from this address');
  }
}
