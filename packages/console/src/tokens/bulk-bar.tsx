import type { Token } from '../app/keyward.ts';
import { counted } from '../app/numbers.ts';
import { Button } from '../controls/button.tsx';
import { CsvButton } from './csv-button.tsx';
import { tokensWithIds } from './exported-tokens.ts';
import { reasonAgainst } from './token-rights.ts';

export type BulkQuestion = 'expiry' | 'disable' | 'enable' | 'delete';

interface BulkBarProps {
  readonly ids: readonly string[];
  /** Those of them that the page has. */
  readonly tokens: readonly Token[];
  readonly onAsk: (what: BulkQuestion) => void;
  readonly onClear: () => void;
}

/** What can be done to all tokens that are selected, on this page and others. */
export function BulkBar({ ids, tokens, onAsk, onClear }: BulkBarProps) {
  /** Why it can be done to none of them. What it cannot be done to among others is said when it was done. */
  function reasonAgainstAll(action: string): string | undefined {
    const reasons = tokens.map((token) => reasonAgainst(token, action));
    return tokens.length === ids.length && reasons.every((reason) => reason !== undefined)
      ? reasons[0]
      : undefined;
  }
  const statusReason = reasonAgainstAll('updateAccessTokenStatus');
  return (
    <section className="bulk" aria-label="Selected tokens">
      <strong role="status">{counted(ids.length, 'token')} selected</strong>
      <Button reason={reasonAgainstAll('updateAccessTokenExpiry')} onClick={() => onAsk('expiry')}>
        Change expiry
      </Button>
      <Button reason={statusReason} onClick={() => onAsk('disable')}>
        Disable
      </Button>
      <Button reason={statusReason} onClick={() => onAsk('enable')}>
        Enable
      </Button>
      <CsvButton read={() => tokensWithIds(ids)} />
      <Button kind="danger" reason={reasonAgainstAll('deleteAccessToken')} onClick={() => onAsk('delete')}>
        Delete
      </Button>
      <Button kind="quiet" onClick={onClear}>
        Clear
      </Button>
    </section>
  );
}
