import type { FastifyContextConfig, FastifyReply, FastifyRequest } from 'fastify';
import type { RateLimiterRes } from 'rate-limiter-flexible';
import type { Clock } from '../../clock.ts';
import type { RateLimitConfig } from '../../rate-limit-config.ts';
import { CallBudget } from './call-budget.ts';
import { exceeded } from './exceeded.ts';

/** As LaunchDarkly's (CONTRACT 1.5). */
const WINDOW_SECONDS = 10;

/**
 * How much one account may call in a window: all its tokens and members together, and each route, which is a method and the
 * pattern of a path. Routes that verify tokens have a budget of their own, by default none: an account must not lose its
 * verification to a loop in a script. Every limited answer says what is left and when the window ends.
 */
export class RateLimits {
  readonly #clock: Clock;
  readonly #account: CallBudget;
  readonly #route: CallBudget;
  readonly #verification: CallBudget;

  constructor({ perAccount, perRoute, verification }: RateLimitConfig, clock: Clock) {
    this.#clock = clock;
    this.#account = new CallBudget(perAccount, WINDOW_SECONDS);
    this.#route = new CallBudget(perRoute, WINDOW_SECONDS);
    this.#verification = new CallBudget(verification, WINDOW_SECONDS);
  }

  /** Whether calls of a route are counted at all. */
  concern({ isVerification }: FastifyContextConfig): boolean {
    return isVerification !== true || this.#verification.isLimited;
  }

  /**
   * Counts the call of a known principal.
   *
   * @throws Failure `rate_limited`
   */
  async count(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { principal, method, routeOptions } = request;
    if (principal === undefined) return;
    const { accountId } = principal;
    const route = `${accountId} ${method === 'HEAD' ? 'GET' : method} ${routeOptions.url}`;
    const [global, ofRoute] =
      routeOptions.config.isVerification === true
        ? [undefined, await this.#verification.spend(accountId)]
        : [await this.#account.spend(accountId), await this.#route.spend(route)];
    this.#announce(reply, global, ofRoute);
    for (const state of [global, ofRoute]) {
      if (state?.isExceeded) throw exceeded(state, "You've exceeded the API rate limit. Try again later.");
    }
  }

  /** The end of the window that ends last is named: then a new call is sure to have both. In the future, whatever the clock. */
  #announce(reply: FastifyReply, ...[global, route]: readonly (RateLimiterRes | undefined)[]): void {
    if (global === undefined && route === undefined) return;
    if (global !== undefined) reply.header('x-ratelimit-global-remaining', String(global.remainingPoints));
    if (route !== undefined) reply.header('x-ratelimit-route-remaining', String(route.remainingPoints));
    const waitMs = Math.max(1, global?.msBeforeNext ?? 0, route?.msBeforeNext ?? 0);
    reply.header('x-ratelimit-reset', String(this.#clock.now() + Math.ceil(waitMs)));
  }
}
