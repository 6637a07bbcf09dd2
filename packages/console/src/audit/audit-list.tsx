import type { AuditEntry } from '../app/keyward.ts';
import { Time } from '../controls/time.tsx';
import { EntrySentence } from './entry-sentence.tsx';

/** Who did what, when, and from where. */
export function AuditList({ entries }: { readonly entries: readonly AuditEntry[] }) {
  return (
    <ol className="audit">
      {entries.map((entry) => (
        <li key={entry._id}>
          <p>
            <EntrySentence entry={entry} />
          </p>
          <p className="meta">
            <Time at={entry.date} />
            {entry.address && ` from ${entry.address}`}
          </p>
        </li>
      ))}
    </ol>
  );
}
