import { useQuery } from '@tanstack/react-query';
import { type AuditEntry, keyward } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { type AuditSearch, auditQueryOf } from './audit-search.ts';

const EVERY_MS = 10_000;

interface NewEntriesProps {
  readonly search: AuditSearch;
  /** When the newest entry that is shown was written; undefined: nothing is shown yet. */
  readonly since: number | undefined;
  readonly known: readonly AuditEntry[];
  readonly onShow: () => void;
}

/** Says how many entries have come since, and brings them when asked: a list that somebody reads does not move by itself. */
export function NewEntries({ search, since, known, onShow }: NewEntriesProps) {
  const { statements } = auditQueryOf(search);
  // Counts know neither a text, nor who acted, nor an end: there nothing is new.
  const { q, actor, request, to } = search;
  const isCounted = since !== undefined && [q, actor, request, to].every((part) => part === undefined);
  const { data } = useQuery({
    queryKey: ['activity', 'new', search, since],
    queryFn: ({ signal }) =>
      keyward.auditLog.count(statements, { after: String(since), buckets: '1' }, { signal }),
    enabled: isCounted,
    refetchInterval: EVERY_MS,
    staleTime: EVERY_MS,
  });
  const shown = known.filter(({ date }) => date === since).length;
  const count = Math.max(0, (data?.totalCount ?? 0) - shown);
  return (
    <p role="status" className="new-entries">
      {count > 0 && (
        <button type="button" className="pill" onClick={onShow}>
          {counted(count, 'new entry', 'new entries')}
        </button>
      )}
    </p>
  );
}
