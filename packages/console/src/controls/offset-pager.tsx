import { Button } from './button.tsx';

interface OffsetPagerProps {
  readonly offset: number;
  readonly atOnce: number;
  readonly total: number;
  readonly onOffset: (offset: number) => void;
}

/** From page to page of a list that is counted; nothing where there is one page. */
export function OffsetPager({ offset, atOnce, total, onOffset }: OffsetPagerProps) {
  if (total <= atOnce) return null;
  const isLast = offset + atOnce >= total;
  return (
    <nav className="pager" aria-label="Pages">
      <Button
        reason={offset === 0 ? 'This is the first page' : undefined}
        onClick={() => onOffset(Math.max(0, offset - atOnce))}
      >
        Previous
      </Button>
      <Button reason={isLast ? 'This is the last page' : undefined} onClick={() => onOffset(offset + atOnce)}>
        Next
      </Button>
    </nav>
  );
}
