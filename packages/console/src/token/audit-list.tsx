import type { AuditEntry } from '../app/keyward.ts';
import { Chip } from '../controls/chip.tsx';
import { Time } from '../controls/time.tsx';
import { displayName } from '../shell/display-name.ts';

/** Who did what, when, and from where. */
export function AuditList({ entries }: { readonly entries: readonly AuditEntry[] }) {
  return (
    <ol className="audit">
      {entries.map((entry) => (
        <li key={entry._id}>
          <p>
            <strong>{actorOf(entry)}</strong> {entry.titleVerb}{' '}
            {entry.kind === 'operation' ? '' : <strong>{entry.name}</strong>}{' '}
            {entry.result !== 'allowed' && <Chip tone="danger">{entry.result}</Chip>}
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

function actorOf({ member, token }: AuditEntry): string {
  if (token) return `The token ${token.name || `…${token.ending}`}`;
  return member ? displayName(member) : 'Keyward';
}
