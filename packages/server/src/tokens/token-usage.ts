const DAY_MS = 86_400_000;

/** For so many days, today among them, it is known what became of the calls with a token. */
export const USAGE_DAYS = 30;

/** What may become of a call: it was let through, a known caller was refused (403), a secret did not work any more. */
export const OUTCOMES = ['allowed', 'denied', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type OutcomeCounts = Readonly<Record<Outcome, number>>;

/** What became of the calls with a token on one day: the number of the day since 1970, in UTC. */
export interface DayOutcomes extends OutcomeCounts {
  readonly day: number;
}

/** One count for each day, the oldest first, the last of today. */
export interface TokenUsage extends Readonly<Record<Outcome, readonly number[]>> {
  /** When the first day begins. */
  readonly sinceMs: number;
}

export function dayOf(atMs: number): number {
  return Math.floor(atMs / DAY_MS);
}

/** The days that are looked at now, those without a call too. */
export function usageOf(known: readonly DayOutcomes[], nowMs: number): TokenUsage {
  const first = dayOf(nowMs) - USAGE_DAYS + 1;
  const days = Array.from({ length: USAGE_DAYS }, (_, index) =>
    known.find(({ day }) => day === first + index),
  );
  // A call that began before midnight may be taken back from the day after it.
  const counts = (outcome: Outcome) => days.map((day) => Math.max(0, day?.[outcome] ?? 0));
  return {
    sinceMs: first * DAY_MS,
    allowed: counts('allowed'),
    denied: counts('denied'),
    refused: counts('refused'),
  };
}

/** Adds up by day; the newest first, and no more days than are looked at. */
export function addOutcomes(
  known: readonly DayOutcomes[],
  more: readonly DayOutcomes[],
): readonly DayOutcomes[] {
  const sums = new Map<number, DayOutcomes>();
  for (const each of [...known, ...more]) {
    const sum = sums.get(each.day);
    sums.set(each.day, sum === undefined ? each : sumOf(sum, each));
  }
  return [...sums.values()].sort((a, b) => b.day - a.day).slice(0, USAGE_DAYS);
}

function sumOf(one: DayOutcomes, other: DayOutcomes): DayOutcomes {
  return {
    day: one.day,
    allowed: one.allowed + other.allowed,
    denied: one.denied + other.denied,
    refused: one.refused + other.refused,
  };
}
