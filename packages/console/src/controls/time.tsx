import { absoluteTime, timeAgo } from '../app/times.ts';
import { useNow } from '../app/use-now.ts';

/** A moment that has passed, as people say it, with the exact one at hand. */
export function Time({ at }: { readonly at: number }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={absoluteTime(at)}>
      {timeAgo(at, now)}
    </time>
  );
}
