import type { Deployment } from '../deployment/deployment.ts';

const LONGEST_SILENCE_MS = 1_000;
const SIGNS_IN_A_BOUND = 5;

/** What a follower is told: everything that changed after `after`, up to `number`. */
export interface Told {
  readonly history: string;
  /** The number that the follower was told last; null: it has to forget everything. */
  readonly after: number | null;
  readonly number: number;
  readonly changed: readonly string[];
  /** Every change before this time of the service is told. */
  readonly asOf: number;
  /** How long ago that was when this was told. */
  readonly ageMs: number;
  /** From the beginning of the stream until this was told, on a clock that nobody sets. */
  readonly elapsedMs: number;
  readonly maxStalenessMs: number;
}

/** Where a follower left off. */
export interface Place {
  readonly history: string;
  readonly number: number;
}

/**
 * Tells of the changes of an account as this process learns of them, and at least every second how far it knows them, so that silence
 * means something. A node that has not heard of changes for too long tells nothing more.
 *
 * The time that has passed since the beginning stands in it, because what is told may be held up on the way: whoever followed at a
 * moment of their own clock knows how old it is at most.
 *
 * @param requireFollower is asked before anything is told, and throws when the follower may not be told any more
 */
export async function* followAccount(
  { followedChanges, lease, revocationLog, clock, maxStalenessMs }: Deployment,
  accountId: string,
  from: Place | undefined,
  requireFollower: () => Promise<unknown>,
  signal: AbortSignal,
): AsyncGenerator<Told> {
  const beganAt = performance.now();
  const silenceMs = Math.min(LONGEST_SILENCE_MS, maxStalenessMs / SIGNS_IN_A_BOUND);
  let place = from;
  while (!signal.aborted) {
    await requireFollower();
    if (!lease.isHeld()) return;
    const { history } = followedChanges;
    const known = place?.history === history ? place.number : undefined;
    const { after, number, ids } = followedChanges.since(accountId, known);
    // Alone on its database, a process knows of every commit at once.
    const ageMs = revocationLog === undefined ? 0 : Math.ceil(lease.ageMs());
    yield {
      history,
      after,
      number,
      changed: ids,
      asOf: clock.now() - ageMs,
      ageMs,
      elapsedMs: Math.floor(performance.now() - beganAt),
      maxStalenessMs,
    };
    place = { history, number };
    if (followedChanges.head === number && followedChanges.history === history)
      await followedChanges.next(accountId, silenceMs, signal);
  }
}
