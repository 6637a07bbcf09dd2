import { POLL_INTERVAL_SECONDS } from '../../device-requests/device-request.ts';
import { Failure } from '../../failure.ts';
import { addressBlock } from '../../sign-in/address-block.ts';
import { CallBudget } from './call-budget.ts';
import { exceeded } from './exceeded.ts';

const WINDOW_SECONDS = 900;
const REQUESTS = 20;
const WRONG_CODES = 10;

/** A program that asks a little early is not told to slow down: clocks and networks differ. */
const TOLERANCE_SECONDS = 1;

/** `ldcli` asks once a second, whatever it is told. */
const QUICK_POLLS = 20;
const QUICK_POLLS_SECONDS = 10;

/** What strangers may cost who let programs in, and how often codes may be guessed. In memory, of each node. */
export class DeviceLimits {
  readonly #requests = new CallBudget(REQUESTS, WINDOW_SECONDS);
  readonly #wrongCodes = new CallBudget(WRONG_CODES, WINDOW_SECONDS);
  readonly #polls = new CallBudget(1, POLL_INTERVAL_SECONDS - TOLERANCE_SECONDS);
  readonly #quickPolls = new CallBudget(QUICK_POLLS, QUICK_POLLS_SECONDS);

  /** Counts a program that begins to wait. @throws Failure `rate_limited` */
  async countRequest(address: string): Promise<void> {
    const state = await this.#requests.spend(addressBlock(address));
    if (state?.isExceeded) throw exceeded(state, 'Too many programs asked to be let in from this address');
  }

  /** Counts a question whether somebody has decided. @throws Failure `rate_limited` for one that comes too early */
  async countPoll(requestId: string): Promise<void> {
    const state = await this.#polls.spend(requestId);
    if (state?.isExceeded) throw exceeded(state, 'This was asked a moment ago. Ask less often.');
  }

  /** Counts the same question of `ldcli`. @throws Failure `rate_limited` */
  async countQuickPoll(requestId: string): Promise<void> {
    const state = await this.#quickPolls.spend(requestId);
    if (state?.isExceeded) throw exceeded(state, 'This was asked too often. Ask once a second.');
  }

  /**
   * Does something with a code that somebody typed. Wrong codes count, and past the budget right ones are refused too: so each
   * member has ten guesses at 34 bits.
   *
   * @throws Failure `rate_limited`, and what `work` throws
   */
  async withCode<T>(memberId: string, work: () => Promise<T>): Promise<T> {
    const state = await this.#wrongCodes.spend(memberId);
    if (state?.isExceeded) throw exceeded(state, 'Too many codes that no program waits for');
    try {
      const result = await work();
      await this.#wrongCodes.refund(memberId);
      return result;
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'not_found')) await this.#wrongCodes.refund(memberId);
      throw error;
    }
  }
}
