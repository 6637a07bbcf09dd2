import { useIsSlow } from './use-is-slow.ts';

const ROWS = 8;

/** Rows of the final height, so that nothing moves when the real ones come. Unseen for a moment: most loads are faster. */
export function SkeletonRows() {
  const isSlow = useIsSlow();
  return (
    <>
      <p className="hidden" role="status" data-loading>
        {isSlow && 'Loading…'}
      </p>
      <div className="table-frame skeleton" data-seen={isSlow} aria-hidden="true">
        <div className="skeleton-head" />
        {Array.from({ length: ROWS }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
          <div key={index} className="skeleton-row">
            <span />
            <span />
            <span />
          </div>
        ))}
      </div>
    </>
  );
}
