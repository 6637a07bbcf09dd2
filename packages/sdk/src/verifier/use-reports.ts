import { KeywardError } from '../keyward-error.ts';
import type { Timing } from '../transport/timing.ts';
import type { Freshness } from './freshness.ts';
import type { KnownPrincipal } from './principal.ts';
import type { ServiceCalls, UseReport } from './service-calls.ts';

const MAX_GATHERED = 10_000;
const REPORTED_AT_ONCE = 100;
const MAX_ADDRESS = 64;
const MAX_AGENT = 256;
const NEVER = new AbortController().signal;

/** Where a secret was presented, as the protected service sees it. */
export interface Presenter {
  /** Of the client. Tokens that work from some addresses only are refused without it. */
  readonly address?: string | undefined;
  /** The program that called. */
  readonly agent?: string | undefined;
}

/** What became of the calls with one secret since the last report. */
export interface Use {
  readonly tokenId: string;
  readonly secretId: string;
  /** By the clock of the service, as it was known then: a pause of this machine must not move it. */
  at: number;
  address: string | undefined;
  agent: string | undefined;
  allowed: number;
  denied: number;
  isReported: boolean;
}

export interface UseReportsParts {
  readonly calls: Pick<ServiceCalls, 'reportUses'>;
  readonly freshness: Freshness;
  readonly timing: Timing;
  readonly everyMs: number;
  readonly onProblem: (error: unknown) => void;
}

/**
 * Gathers when secrets were used and tells the service from time to time. A report whose answer was lost is sent again as it was, under
 * its number, so that it counts once. Memory is bounded: while nothing can be reported the uses of further secrets are forgotten.
 */
export class UseReports {
  readonly #parts: UseReportsParts;
  readonly #freshness: Freshness;
  readonly #reporter = crypto.randomUUID();
  #gathered = new Map<string, Use>();
  readonly #reports: UseReport[] = [];
  #number = 0;
  #isClosed = false;
  #sending: Promise<void> = Promise.resolve();
  #cancelTimer: (() => void) | undefined;

  constructor(parts: UseReportsParts) {
    this.#parts = parts;
    this.#freshness = parts.freshness;
  }

  /** @param now by the clock of freshness */
  note(known: KnownPrincipal, { address, agent }: Presenter, isAllowed: boolean, now: number): void {
    let { use } = known;
    if (use === undefined || use.isReported) {
      use = this.#useOf(known);
      known.use = use;
      if (use === undefined) return;
    }
    use.at = this.#freshness.serviceTime(now);
    if (address !== undefined) use.address = cut(address, MAX_ADDRESS);
    if (agent !== undefined) use.agent = cut(agent, MAX_AGENT);
    if (isAllowed) use.allowed++;
    else use.denied++;
  }

  #useOf({ principal: { tokenId }, secretId }: KnownPrincipal): Use | undefined {
    const known = this.#gathered.get(secretId);
    if (known !== undefined || this.#gathered.size >= MAX_GATHERED) return known;
    const none = { address: undefined, agent: undefined, allowed: 0, denied: 0, isReported: false };
    const use = { tokenId, secretId, at: 0, ...none };
    this.#gathered.set(secretId, use);
    this.#flushLater();
    return use;
  }

  /** Reports what was noted before the call; what cannot be reported now is tried again later. */
  flush(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#sending = this.#sending.then(() => this.#send());
    return this.#sending;
  }

  /** Reports once more what there is, and nothing after that. */
  close(): Promise<void> {
    this.#isClosed = true;
    return this.flush();
  }

  async #send(): Promise<void> {
    try {
      await this.#sendReports();
      this.#take();
      await this.#sendReports();
    } catch (error) {
      this.#parts.onProblem(error);
      this.#flushLater();
    }
  }

  #flushLater(): void {
    if (this.#isClosed) return;
    this.#cancelTimer ??= this.#parts.timing.after(this.#parts.everyMs, () => void this.flush());
  }

  #take(): void {
    const uses = [...this.#gathered.values()].map((use) => {
      use.isReported = true;
      return reportOf(use);
    });
    this.#gathered = new Map();
    for (let start = 0; start < uses.length; start += REPORTED_AT_ONCE) {
      const part = uses.slice(start, start + REPORTED_AT_ONCE);
      this.#reports.push({ reporter: this.#reporter, number: ++this.#number, uses: part });
    }
  }

  async #sendReports(): Promise<void> {
    for (let report = this.#reports[0]; report !== undefined; report = this.#reports[0]) {
      try {
        await this.#parts.calls.reportUses(report, NEVER);
      } catch (error) {
        if (!isRefusedForGood(error)) throw error;
        this.#parts.onProblem(error);
      }
      this.#reports.shift();
    }
  }
}

function reportOf({ isReported: _, at, address, agent, ...use }: Use): UseReport['uses'][number] {
  return {
    ...use,
    at: Math.max(0, Math.floor(at)),
    ...(address !== undefined && { address }),
    ...(agent !== undefined && { agent }),
  };
}

/** A part of a long text would keep the whole of it in memory; a copy does not. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : structuredClone(text.slice(0, length));
}

/** Such a report would be refused each time, and would keep back all that follow it. */
function isRefusedForGood(error: unknown): boolean {
  return error instanceof KeywardError && [400, 413, 415, 422].includes(error.status ?? 0);
}
