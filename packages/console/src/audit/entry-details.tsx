import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type AuditEntry, keyward } from '../app/keyward.ts';
import { absoluteTime } from '../app/times.ts';
import { Loading } from '../controls/loading.tsx';
import { Problem } from '../controls/problem.tsx';
import { changedFields } from './changed-fields.ts';
import { Refusals } from './refusals.tsx';

interface EntryDetailsProps {
  readonly entry: AuditEntry;
  /** The request that was searched for. */
  readonly requestId: string | undefined;
}

/** What a line of the log leaves out: what was changed, why, by which request. */
export function EntryDetails({ entry, requestId }: EntryDetailsProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['activity', 'entry', entry._id],
    queryFn: ({ signal }) => keyward.auditLog.get(entry._id, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [access] = entry.accesses;
  const token = entry.kind === 'token' ? entry.accesses[0]?.resource.split('/').at(-1) : undefined;
  const actor = entry.token?._id ?? entry.member?._id;
  return (
    <div className="entry-details">
      {entry.comment && <p>“{entry.comment}”</p>}
      {error && <Problem title="Couldn't load the entry" error={error} onRetry={refetch} />}
      {!data && !error && <Loading />}
      {data && <Changes before={data.previousVersion} after={data.currentVersion} omitted={data.omitted} />}
      {entry.refusals && <Refusals entry={entry} refusals={entry.refusals} requestId={requestId} />}
      <dl className="entry-facts">
        <Fact name="When">{absoluteTime(entry.date)}</Fact>
        {access && (
          <Fact name="Action">
            <code>{access.action}</code> on <code>{access.resource}</code>
          </Fact>
        )}
        {entry.requestId && (
          <Fact name="Request">
            <code>{entry.requestId}</code>
          </Fact>
        )}
        <Fact name="Entry">
          <code>{entry._id}</code>
        </Fact>
      </dl>
      <p className="entry-links">
        {token && <Link to={`/tokens/${token}`}>See the token</Link>}
        {actor && (
          <Link to="/audit" search={{ actor }}>
            What else {entry.token ? 'this token' : 'they'} did
          </Link>
        )}
      </p>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

interface ChangesProps {
  readonly before: Readonly<Record<string, unknown>> | undefined;
  readonly after: Readonly<Record<string, unknown>> | undefined;
  readonly omitted: readonly string[] | undefined;
}

function Changes({ before, after, omitted }: ChangesProps) {
  if (omitted) return <p className="faint">The change was too long to be kept.</p>;
  if (!before || !after) return null;
  const fields = changedFields(before, after);
  if (fields.length === 0) return null;
  return (
    <table className="changes">
      <caption className="hidden">What was changed</caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ name, before: was, after: is }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{was === undefined ? <span className="faint">none</span> : <del>{was}</del>}</td>
            <td>{is === undefined ? <span className="faint">none</span> : <ins>{is}</ins>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
