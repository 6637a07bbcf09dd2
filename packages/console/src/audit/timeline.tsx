import type { AuditEntry } from '../app/keyward.ts';
import { dayText } from '../app/times.ts';
import { TimelineEntry } from './timeline-entry.tsx';

interface TimelineProps {
  readonly entries: readonly AuditEntry[];
  /** The request that was searched for. */
  readonly requestId: string | undefined;
}

/** Entries under the day on which they happened. */
export function Timeline({ entries, requestId }: TimelineProps) {
  const days = Object.entries(Object.groupBy(entries, ({ date }) => dayText(date)));
  return days.map(([day, ofDay = []]) => (
    <section key={day} className="day" aria-label={day}>
      <h2>{day}</h2>
      <ol className="timeline">
        {ofDay.map((entry) => (
          <TimelineEntry key={`${entry._id} ${requestId}`} entry={entry} requestId={requestId} />
        ))}
      </ol>
    </section>
  ));
}
