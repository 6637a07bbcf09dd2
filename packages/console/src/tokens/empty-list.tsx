import type { Accesses } from '../app/keyward.ts';
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { reasonAgainstCreating } from './token-rights.ts';
import { isNarrowed, type TokenSearch } from './token-search.ts';

interface EmptyListProps {
  readonly search: TokenSearch;
  readonly accesses: Accesses | undefined;
  /** How many there are when the state of a token does not count. */
  readonly others: number | undefined;
  readonly onShowAll: () => void;
  readonly onClear: () => void;
  readonly onCreate: () => void;
}

export function EmptyList({ search, accesses, others, onShowAll, onClear, onCreate }: EmptyListProps) {
  if (!isNarrowed(search) && !others) {
    const example = `keyward login --url ${location.origin} && keyward tokens create my-first-token`;
    return (
      <div className="empty">
        <h2>No tokens yet</h2>
        <p>A token lets a script call the API as you.</p>
        <Button kind="primary" reason={reasonAgainstCreating(accesses)} onClick={onCreate}>
          Create token
        </Button>
        <p className="help">
          Or{' '}
          <a href="/docs/cli" target="_blank" rel="noreferrer">
            use the CLI
          </a>
          :
        </p>
        <div className="code-line">
          <code>{example}</code>
          <CopyButton kind="quiet" text={example} said="Command copied" />
        </div>
      </div>
    );
  }
  return (
    <div className="empty">
      <h2>
        No {search.health || search.status === 'all' ? '' : `${statusWord(search)} `}tokens match
        {search.q ? ` “${search.q}”` : ''}
      </h2>
      {others ? <p>{others === 1 ? '1 in another state does.' : `${others} in other states do.`}</p> : null}
      <div className="empty-buttons">
        {others ? (
          <Button kind="primary" onClick={onShowAll}>
            Show {others === 1 ? 'it' : 'them'}
          </Button>
        ) : null}
        <Button onClick={onClear}>Clear filters</Button>
      </div>
    </div>
  );
}

function statusWord({ status = 'active' }: TokenSearch): string {
  return status === 'holder_gone' ? 'left-behind' : status;
}
