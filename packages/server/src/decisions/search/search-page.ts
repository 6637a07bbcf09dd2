import { setImmediate } from 'node:timers/promises';

/** The part of the results that is asked for. */
export interface SearchPage {
  readonly limit: number;
  /** The position of the candidate after which it begins; absent for the first. */
  readonly after?: string;
}

export interface SearchResults<Result> {
  readonly results: readonly Result[];
  /** The position after which the next page begins; absent when there is none. */
  readonly next?: { readonly after?: string };
}

/** Something that is a result if it is allowed. Its position is its place in the order of the search, and stays. */
export interface Candidate<Result> {
  readonly result: Result;
  readonly position: string;
  readonly isAllowed: (budget: SearchBudget) => boolean | Promise<boolean>;
}

const DECISIONS_AT_ONCE = 50;

/** What one call may cost: each candidate one, and rights that must be compiled first `COMPILED_RIGHTS`. */
const BUDGET = 5_000;
const COMPILED_RIGHTS = 25;

export class SearchBudget {
  #left = BUDGET;

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** Lets others in between now and then: many candidates decided on at once would hold up every verification. */
  async takeCandidate(): Promise<void> {
    if (--this.#left % DECISIONS_AT_ONCE === 0) await setImmediate();
  }

  async takeCompilation(): Promise<void> {
    this.#left -= COMPILED_RIGHTS;
    await setImmediate();
  }
}

/** A page is short of its limit when the call would cost too much: the next one goes on where it ended. */
export async function takePage<Result>(
  candidates: AsyncIterable<Candidate<Result>> | Iterable<Candidate<Result>>,
  { limit, after }: SearchPage,
): Promise<SearchResults<Result>> {
  const budget = new SearchBudget();
  const results: Result[] = [];
  let last = after;
  for await (const { result, position, isAllowed } of candidates) {
    if (results.length >= limit || budget.isSpent) {
      return { results, next: last === undefined ? {} : { after: last } };
    }
    await budget.takeCandidate();
    if (await isAllowed(budget)) results.push(result);
    last = position;
  }
  return { results };
}
