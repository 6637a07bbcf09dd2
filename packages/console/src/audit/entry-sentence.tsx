import type { AuditEntry } from '../app/keyward.ts';
import { Chip } from '../controls/chip.tsx';
import { displayName } from '../shell/display-name.ts';

/** Who did what to what. */
export function EntrySentence({ entry }: { readonly entry: AuditEntry }) {
  return (
    <>
      <strong>{actorOf(entry)}</strong> {entry.titleVerb}{' '}
      {entry.kind === 'operation' ? '' : <strong>{entry.name}</strong>}{' '}
      {entry.result !== 'allowed' && (
        <Chip tone="danger">
          {entry.count === undefined ? entry.result : `${entry.result}, ${entry.count} ×`}
        </Chip>
      )}
    </>
  );
}

function actorOf({ member, token }: AuditEntry): string {
  if (token) return `The token ${token.name || `…${token.ending}`}`;
  return member ? displayName(member) : 'Keyward';
}
