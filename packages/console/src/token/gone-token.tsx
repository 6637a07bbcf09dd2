import { useQuery } from '@tanstack/react-query';
import { keyward } from '../app/keyward.ts';
import { AuditList } from '../audit/audit-list.tsx';
import { Button } from '../controls/button.tsx';
import { Sheet } from '../controls/sheet.tsx';

/** Stands where a token was: who deleted it and when, as far as the viewer may read the audit log. */
export function GoneToken({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { data } = useQuery({
    queryKey: ['activity', 'gone', id],
    queryFn: ({ signal }) => lastEntries(id, signal),
  });
  const [last] = data ?? [];
  return (
    <Sheet title={last ? `“${last.name}” is gone` : 'No such token'} onClose={onClose}>
      <p>This token was deleted, or you may not see it.</p>
      {last ? (
        <AuditList entries={[last]} />
      ) : (
        <p className="faint">Who deleted what stands in the audit log.</p>
      )}
      <Button kind="primary" autoFocus onClick={onClose}>
        Back to the list
      </Button>
    </Sheet>
  );
}

/** What was done last to a token of this id, of either kind. */
async function lastEntries(id: string, signal: AbortSignal) {
  const pages = await Promise.all(
    [`service-token/${id}`, `member/*:token/${id}`].map((spec) =>
      keyward.auditLog.list({ spec, limit: 1 }, { signal }).firstPage(),
    ),
  );
  return pages.flatMap(({ items }) => items).toSorted((one, other) => other.date - one.date);
}
