/** Thrown where a search must end without an answer; caught where it began. */
export class OutOfBudget extends Error {}

/** Milliseconds from any fixed moment. */
export type Clock = () => number;

export interface Limits {
  readonly milliseconds: number;
  /** Steps of one question. */
  readonly nodes: number;
  /** Of one question whether globs have a word in common. */
  readonly wordStates: number;
  /** Remembered facts about globs; past it they are forgotten and worked out anew. */
  readonly memory: number;
}

export const LIMITS: Limits = { milliseconds: 250, nodes: 60_000, wordStates: 5_000, memory: 20_000 };

const MAX_DEPTH = 1_000;
const VISITS_BETWEEN_LOOKS = 4_096;

/** What a search may still use. One for a whole analysis; each of its questions can be given a share. */
export class Budget {
  readonly limits: Limits;
  readonly #clock: Clock;
  readonly #end: number;
  #shareEnd: number;
  #nodesLeft: number;
  #visits = 0;

  constructor(clock: Clock, limits: Limits = LIMITS) {
    this.limits = limits;
    this.#clock = clock;
    this.#end = clock() + limits.milliseconds;
    this.#shareEnd = this.#end;
    this.#nodesLeft = limits.nodes;
  }

  /**
   * Begins a question that may use this part of the whole, or whatever is left if that is less.
   * Throws OutOfBudget when nothing is left: many questions that each look too late would add up.
   */
  startShare(part: number): void {
    const now = this.#clock();
    if (now >= this.#end) throw new OutOfBudget();
    this.#shareEnd = Math.min(this.#end, now + this.limits.milliseconds * part);
    this.#nodesLeft = this.limits.nodes * part;
  }

  countNode(depth: number): void {
    this.#nodesLeft--;
    if (this.#nodesLeft < 0 || depth > MAX_DEPTH) throw new OutOfBudget();
    this.countVisits(128);
  }

  /** To be called with a measure of work done; looks at the clock now and then. */
  countVisits(visits: number): void {
    this.#visits += visits;
    if (this.#visits < VISITS_BETWEEN_LOOKS) return;
    // Not set back before the throw: whoever goes on regardless is stopped at the next step.
    if (this.#clock() >= this.#shareEnd) throw new OutOfBudget();
    this.#visits = 0;
  }
}

/** What the search finds, or that its budget did not suffice. */
export function untilSpent<Found>(search: () => Found): Found | 'spent' {
  try {
    return search();
  } catch (error) {
    if (error instanceof OutOfBudget) return 'spent';
    throw error;
  }
}
