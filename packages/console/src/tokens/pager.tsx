import { countText } from '../app/numbers.ts';
import { Button } from '../controls/button.tsx';
import { PAGE_SIZES, type TokenSearch } from './token-search.ts';

interface PagerProps {
  readonly search: TokenSearch;
  readonly shown: number;
  readonly total: number;
  /** Where the next page begins; undefined on the last. */
  readonly next: string | undefined;
  readonly onPage: (page: Pick<TokenSearch, 'cursor' | 'from'>) => void;
  readonly onSize: (limit: number) => void;
}

/** Where pages began that were left by Next: what leads back to them. */
const before = new Map<string, Pick<TokenSearch, 'cursor' | 'from'>>();

export function Pager({ search, shown, total, next, onPage, onSize }: PagerProps) {
  const { cursor, from = 1, limit = PAGE_SIZES[0] } = search;
  if (total <= PAGE_SIZES[0] && cursor === undefined) return null;

  function goOn() {
    if (next === undefined) return;
    before.set(next, { ...(cursor !== undefined && { cursor, from }) });
    onPage({ cursor: next, from: from + shown });
  }

  return (
    <nav className="pager" aria-label="Pages">
      <label className="page-size">
        <span>Rows</span>
        <select className="input" value={limit} onChange={(event) => onSize(Number(event.target.value))}>
          {PAGE_SIZES.map((size) => (
            <option key={size}>{size}</option>
          ))}
        </select>
      </label>
      <span className="faint">{rangeText(from, shown, total)}</span>
      <Button
        reason={cursor === undefined ? 'This is the first page' : undefined}
        onClick={() => onPage((cursor !== undefined && before.get(cursor)) || {})}
      >
        Previous
      </Button>
      <Button reason={next === undefined ? 'This is the last page' : undefined} onClick={goOn}>
        Next
      </Button>
    </nav>
  );
}

export function rangeText(from: number, shown: number, total: number): string {
  if (total === 0) return 'None';
  return `${countText(from)}–${countText(from + shown - 1)} of ${countText(total)}`;
}
