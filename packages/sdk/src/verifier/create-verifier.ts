import { type AccessRequest, type Decision, decideEffective } from '@keyward/policy';
import { KeywardError } from '../keyward-error.ts';
import type { AccessTokenSource } from '../transport/create-transport.ts';
import type { Fetch } from '../transport/send-once.ts';
import { systemTiming, type Timing } from '../transport/timing.ts';
import { isWithinRanges } from './address-ranges.ts';
import { followChanges } from './follow-changes.ts';
import { Freshness, type MonotonicMs } from './freshness.ts';
import { principalLoader } from './load-principal.ts';
import type { KnownPrincipal, Principal } from './principal.ts';
import { PrincipalMemory } from './principal-memory.ts';
import { canBeSecret } from './secret-form.ts';
import { serviceCalls } from './service-calls.ts';
import { type Presenter, UseReports } from './use-reports.ts';

export interface VerifierOptions {
  /** Where Keyward is: `https://keyward.example.com`, with a path if it is under one. */
  readonly url: string | URL;
  /** The secret of a token with the role `keyward-verifier`, or where to get the current one. */
  readonly token: AccessTokenSource;
  /** How old what is known may be; a shorter time of the service holds. Default: that of the service. */
  readonly maxStalenessMs?: number;
  /** How many secrets are kept in memory. Default: 10 000. */
  readonly maxEntries?: number;
  /** About how much memory they may take, with their policies. Default: 64. */
  readonly maxMegabytes?: number;
  /** For one call of the service. Default: 3 s. */
  readonly timeoutMs?: number;
  /** How often uses are reported. Default: 10 s. */
  readonly reportEveryMs?: number;
  /** Hears what goes wrong apart from calls: why the stream ended, or uses could not be reported. */
  readonly onProblem?: (error: unknown) => void;
  /** Default: that of the platform. */
  readonly fetch?: Fetch;
  /** Default: those of the platform. Tests bring their own. */
  readonly timing?: Timing;
  readonly monotonicMs?: MonotonicMs;
}

/** Not a secret that works, for whatever reason; or not from this address. */
export type Refusal =
  | { readonly outcome: 'invalid_token' }
  | { readonly outcome: 'wrong_address'; readonly principal: Principal };

export type Verification = { readonly outcome: 'verified'; readonly principal: Principal } | Refusal;

export type Authorization =
  | { readonly outcome: 'allowed' | 'denied'; readonly principal: Principal; readonly decision: Decision }
  | Refusal;

export interface Verifier {
  /**
   * Whose secret it is, at once when memory knows it.
   *
   * @throws KeywardError when it cannot be found out: never an answer about the secret then
   */
  verify(secret: string, presenter?: Presenter): Verification | Promise<Verification>;
  /**
   * Whether it may do something, with the view guard, at once when memory knows it.
   *
   * @throws KeywardError when it cannot be found out: never an answer about the secret then
   */
  authorize(
    secret: string,
    request: AccessRequest,
    presenter?: Presenter,
  ): Authorization | Promise<Authorization>;
  /** Reports the uses that were gathered, as happens from time to time. */
  reportUses(): Promise<void>;
  /** Stops following, reports the last uses, and answers nothing any more. */
  close(): Promise<void>;
}

const DEFAULT_MAX_ENTRIES = 10_000;
const DEFAULT_MAX_MEGABYTES = 64;
const DEFAULT_TIMEOUT_MS = 3_000;
const DEFAULT_REPORT_EVERY_MS = 10_000;
const INVALID: Refusal = { outcome: 'invalid_token' };
const NOWHERE: Presenter = {};

/**
 * Verifies tokens in this process: what is known is decided from memory, by the engine of the service, as long as the changes of the
 * account are followed. A token that ends is refused within the bound that the service announces, whatever fails: past it, nothing
 * is answered but what the service says itself.
 *
 * @throws TypeError for an address, a token or a number that cannot be meant
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const {
    maxStalenessMs = Number.POSITIVE_INFINITY,
    maxEntries = DEFAULT_MAX_ENTRIES,
    maxMegabytes = DEFAULT_MAX_MEGABYTES,
    timeoutMs = DEFAULT_TIMEOUT_MS,
    reportEveryMs = DEFAULT_REPORT_EVERY_MS,
    timing = systemTiming,
    monotonicMs = () => performance.now(),
  } = options;
  const numbers = { maxStalenessMs, maxEntries, maxMegabytes, timeoutMs, reportEveryMs };
  for (const [name, value] of Object.entries(numbers)) {
    if (!(value > 0)) throw new TypeError(`\`${name}\` must be a number above 0`);
  }
  // What the listener throws must not end the stream or the reports.
  const onProblem = (error: unknown) => {
    try {
      options.onProblem?.(error);
    } catch {}
  };
  const ending = new AbortController();
  const freshness = new Freshness(maxStalenessMs, monotonicMs);
  const calls = serviceCalls({
    url: options.url,
    token: options.token,
    timeoutMs,
    timing,
    fetch: options.fetch ?? ((address, init) => fetch(address, init)),
  });
  const load = principalLoader(calls, freshness, ending.signal);
  const memory = new PrincipalMemory({ maxEntries, maxBytes: maxMegabytes * 1_000_000, freshness, load });
  const uses = new UseReports({ calls, freshness, timing, everyMs: reportEveryMs, onProblem });
  const following = followChanges({ calls, memory, freshness, timing, onProblem }, ending.signal);

  function find<Answer>(
    secret: string,
    judge: (known: KnownPrincipal, now: number) => Answer,
  ): Answer | Refusal | Promise<Answer | Refusal> {
    if (ending.signal.aborted) throw closed();
    const now = freshness.now();
    const known = memory.find(secret, now);
    if (known !== undefined) return judge(known, now);
    if (!canBeSecret(secret)) return INVALID;
    return memory
      .load(secret)
      .then((loaded) => (loaded === undefined ? INVALID : judge(loaded, freshness.now())));
  }

  return {
    verify: (secret, presenter = NOWHERE) =>
      find<Verification>(secret, (known, now) => {
        const refusal = refusalOf(known, presenter);
        // A call from a strange address is no use: it must not hide when and where the holder last called.
        if (refusal !== undefined) return refusal;
        uses.note(known, presenter, true, now);
        return { outcome: 'verified', principal: known.principal };
      }),
    authorize: (secret, request, presenter = NOWHERE) =>
      find<Authorization>(secret, (known, now) => {
        const refusal = refusalOf(known, presenter);
        if (refusal !== undefined) return refusal;
        const decision = decideEffective(known.rights, request);
        uses.note(known, presenter, decision.allowed, now);
        return { outcome: decision.allowed ? 'allowed' : 'denied', principal: known.principal, decision };
      }),
    reportUses: () => uses.flush(),
    async close() {
      if (ending.signal.aborted) return;
      ending.abort();
      await following;
      await uses.close();
    },
  };
}

function refusalOf(
  { allowedIps, principal }: KnownPrincipal,
  { address = '' }: Presenter,
): Refusal | undefined {
  const isRightPlace = allowedIps.length === 0 || isWithinRanges(address, allowedIps);
  return isRightPlace ? undefined : { outcome: 'wrong_address', principal };
}

function closed(): KeywardError {
  return new KeywardError('the verifier is closed', {
    code: 'aborted',
    hint: 'make one for the life of the program',
  });
}
