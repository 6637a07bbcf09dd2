import { counted } from '../app/numbers.ts';
import { Button } from '../controls/button.tsx';

export type BulkQuestion = 'expiry' | 'disable' | 'enable' | 'delete';

interface BulkBarProps {
  readonly count: number;
  readonly onAsk: (what: BulkQuestion) => void;
  readonly onClear: () => void;
}

/** What can be done to all tokens that are selected, on this page and others. */
export function BulkBar({ count, onAsk, onClear }: BulkBarProps) {
  return (
    <section className="bulk" aria-label="Selected tokens">
      <strong role="status">{counted(count, 'token')} selected</strong>
      <Button onClick={() => onAsk('expiry')}>Change expiry</Button>
      <Button onClick={() => onAsk('disable')}>Disable</Button>
      <Button onClick={() => onAsk('enable')}>Enable</Button>
      <Button kind="danger" onClick={() => onAsk('delete')}>
        Delete
      </Button>
      <Button kind="quiet" onClick={onClear}>
        Clear
      </Button>
    </section>
  );
}
