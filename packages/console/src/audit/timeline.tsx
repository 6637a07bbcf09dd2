import type { AuditEntry } from '../app/keyward.ts';
import { dayText } from '../app/times.ts';
import { TimelineEntry } from './timeline-entry.tsx';

/** Entries under the day on which they happened. */
export function Timeline({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const days = Object.entries(Object.groupBy(entries, ({ date }) => dayText(date)));
  return days.map(([day, ofDay = []]) => (
    <section key={day} className="day" aria-label={day}>
      <h2>{day}</h2>
      <ol className="timeline">
        {ofDay.map((entry) => (
          <TimelineEntry key={entry._id} entry={entry} />
        ))}
      </ol>
    </section>
  ));
}
