import { useQuery } from '@tanstack/react-query';
import { isForbidden, keyward } from '../app/keyward.ts';
import { counted, countText } from '../app/numbers.ts';
import { Problem } from '../controls/problem.tsx';
import { Time } from '../controls/time.tsx';

/** How far the log has come and what was signed of it, in words. Who may not see the log is told nothing. It is not asked for by a timer, which would keep a session alive. */
export function ChainState() {
  const {
    data: chain,
    error,
    refetch,
  } = useQuery({
    queryKey: ['activity', 'chain'],
    queryFn: ({ signal }) => keyward.auditLog.chain({ signal }),
  });
  if (error !== null && !isForbidden(error)) {
    return <Problem title="Couldn't load the state of the chain" error={error} onRetry={() => refetch()} />;
  }
  if (chain === undefined) return null;
  const { checkpoint } = chain;
  const length = `Chain: ${counted(chain.entries, 'entry', 'entries')}`;
  if (chain.status === 'broken') {
    return (
      <p className="warning chain-state" role="alert">
        {length}. It does not go on from what was signed last: entries were changed or cut off, checkpoints
        are gone, or the last one is not from the key of this service. Run <code>keyward audit verify</code>{' '}
        to find where.
      </p>
    );
  }
  if (chain.status === 'unreadable') {
    return (
      <p className="warning chain-state" role="alert">
        {length}. What was signed of it cannot be read: the file of checkpoints or that of the key is gone or
        may not be read. The log of the service names it.
      </p>
    );
  }
  return (
    <p className="faint chain-state">
      {length}
      {checkpoint && checkpoint.entries > 0 && (
        <>
          , goes on from the {countText(checkpoint.entries)} signed <Time at={checkpoint.date} />
        </>
      )}
      {(chain.status === 'waiting' || checkpoint?.entries === 0) && ', not signed yet'}
      {chain.status === 'unsigned' && ', not signed by this service'}. <code>keyward audit verify</code>{' '}
      proves every entry.
    </p>
  );
}
