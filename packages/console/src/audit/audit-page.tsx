import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from '../controls/button.tsx';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { type AuditSearch, isNarrowed, readAuditSearch } from './audit-search.ts';
import { ChainState } from './chain-state.tsx';
import { ExportButton } from './export-button.tsx';
import { NewEntries } from './new-entries.tsx';
import { Timeline } from './timeline.tsx';
import { useAuditLog } from './use-audit-log.ts';

/** Who did what, to what, when and from where. */
export function AuditPage() {
  const search = readAuditSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const client = useQueryClient();
  const log = useAuditLog(search);
  const entries = log.data?.pages.flatMap(({ items }) => items) ?? [];
  const go = (next: Readonly<Record<string, unknown>>) =>
    void navigate({ to: '/audit', search: readAuditSearch(next) });
  return (
    <>
      <PageTitle
        title="Audit log"
        lead="Every change, and every call that was refused. Entries are chained by hash: none can be altered or taken out unseen."
        action={<ExportButton search={search} isEmpty={entries.length === 0} />}
      />
      <search className="toolbar">
        <AuditFilters search={search} onChange={(change) => go({ ...search, ...change })} />
      </search>
      <div
        className="list"
        aria-busy={log.isFetching}
        data-fetching={log.isFetching && log.data !== undefined}
      >
        <ChainState />
        <NewEntries
          search={search}
          since={log.data && (entries[0]?.date ?? 0)}
          known={entries}
          onShow={() => {
            void client.resetQueries({ queryKey: ['activity', 'log', search] });
            void client.invalidateQueries({ queryKey: ['activity', 'chain'] });
          }}
        />
        {log.isPending && <Loading />}
        {log.isError && (
          <Problem title="Couldn't load the audit log" error={log.error} onRetry={() => log.refetch()} />
        )}
        <Timeline entries={entries} requestId={search.request} />
        {log.data && entries.length === 0 && <Nothing search={search} onClear={() => go({})} />}
      </div>
      {log.hasNextPage && (
        <div className="audit-more">
          <Button isBusy={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
            Older entries
          </Button>
        </div>
      )}
      {log.data && entries.length > 0 && !log.hasNextPage && (
        <p className="faint audit-more">This is where the log begins.</p>
      )}
    </>
  );
}

function Nothing({ search, onClear }: { readonly search: AuditSearch; readonly onClear: () => void }) {
  if (!isNarrowed(search)) {
    return (
      <div className="card quiet">
        <h2>Nothing that you may see</h2>
        <p className="faint">Entries appear here when something is changed or refused.</p>
      </div>
    );
  }
  return (
    <div className="card quiet">
      <h2>No entry matches</h2>
      <p className="faint">
        {search.request
          ? 'The log keeps the requests of changes and the latest refused ones. Any other stands in the log of the server.'
          : 'Names and descriptions are searched. Try fewer words, or a longer time.'}
      </p>
      <Button onClick={onClear}>Clear filters</Button>
    </div>
  );
}
