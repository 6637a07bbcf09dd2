import { useId, useState } from 'react';
import type { AuditEntry } from '../app/keyward.ts';
import { absoluteTime, clockText } from '../app/times.ts';
import { ChevronIcon } from '../controls/icons.tsx';
import { EntryDetails } from './entry-details.tsx';
import { EntrySentence } from './entry-sentence.tsx';

interface TimelineEntryProps {
  readonly entry: AuditEntry;
  /** The request that was searched for: what it did is open at once. */
  readonly requestId: string | undefined;
}

/** One line, and what it leaves out below it. */
export function TimelineEntry({ entry, requestId }: TimelineEntryProps) {
  const [isOpen, setIsOpen] = useState(requestId !== undefined);
  const id = useId();
  return (
    <li className="timeline-entry" data-result={entry.result}>
      <button
        type="button"
        className="timeline-line"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        <time
          className="mono meta"
          dateTime={new Date(entry.date).toISOString()}
          title={absoluteTime(entry.date)}
        >
          {clockText(entry.date)}
        </time>
        <span className="timeline-words">
          <EntrySentence entry={entry} />
          {entry.address && <span className="meta"> from {entry.address}</span>}
        </span>
        <ChevronIcon />
      </button>
      <div id={id} hidden={!isOpen}>
        {isOpen && <EntryDetails entry={entry} requestId={requestId} />}
      </div>
    </li>
  );
}
