import { readEvents } from '../transport/read-events.ts';
import { sleep } from '../transport/sleep.ts';
import type { Timing } from '../transport/timing.ts';
import type { AsOf, Freshness } from './freshness.ts';
import type { PrincipalMemory } from './principal-memory.ts';
import type { ServiceCalls } from './service-calls.ts';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
/** Before the service has said for how long its word may be believed. */
const LONGEST_SILENCE_MS = 30_000;

/** What an event of the stream says. */
interface Told extends AsOf {
  readonly history: string;
  readonly after: number | null;
  readonly number: number;
  readonly changed: readonly string[];
  readonly elapsedMs: number;
}

interface Place {
  readonly history: string;
  readonly number: number;
}

export interface FollowParts {
  readonly calls: Pick<ServiceCalls, 'followChanges'>;
  readonly memory: Pick<PrincipalMemory, 'forget' | 'forgetAll'>;
  readonly freshness: Freshness;
  readonly timing: Timing;
  /** Hears why the stream ended. */
  readonly onProblem: (error: unknown) => void;
}

/**
 * Follows what changes in the account until the signal says to stop: takes it out of memory, and only then believes memory up to the
 * moment that the event names. Where an event is missing, or the service begins anew, everything is forgotten. A stream that ends, or
 * is silent for as long as memory may be believed, is opened again where it was left.
 */
export async function followChanges(parts: FollowParts, signal: AbortSignal): Promise<void> {
  const { timing, onProblem } = parts;
  const place: { current?: Place } = {};
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      await followOnce(parts, place, signal, () => {
        failures = 0;
      });
    } catch (error) {
      if (!signal.aborted) onProblem(error);
    }
    const longestMs = Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
    await sleep(timing, longestMs * (0.5 + timing.random() / 2), signal);
  }
}

async function followOnce(
  { calls, memory, freshness, timing }: FollowParts,
  place: { current?: Place },
  signal: AbortSignal,
  onTold: () => void,
): Promise<void> {
  const silent = new AbortController();
  const stop = () => silent.abort();
  signal.addEventListener('abort', stop);
  const watch = () => timing.after(Math.min(freshness.boundMs, LONGEST_SILENCE_MS), stop);
  let cancelWatch = watch();
  const openedAt = freshness.now();
  try {
    const { current } = place;
    const lastId = current && `${current.history}:${current.number}`;
    const stream = await calls.followChanges(lastId, silent.signal);
    for await (const { event, text } of readEvents(stream, silent.signal)) {
      if (event !== 'changes') continue;
      const told: Told = JSON.parse(text);
      place.current = take(told, place.current, memory);
      freshness.followedUpTo(freshness.note(told, openedAt + told.elapsedMs));
      onTold();
      cancelWatch();
      cancelWatch = watch();
    }
  } finally {
    cancelWatch();
    signal.removeEventListener('abort', stop);
  }
}

/** An event that comes again changes nothing; one that begins after what is known means that others are missing. */
function take(
  { history, after, number, changed }: Told,
  known: Place | undefined,
  memory: FollowParts['memory'],
): Place {
  const isContinued = known?.history === history && after !== null && after <= known.number;
  if (!isContinued) memory.forgetAll();
  else memory.forget(changed);
  return { history, number: isContinued ? Math.max(number, known.number) : number };
}
