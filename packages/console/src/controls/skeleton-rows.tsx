import { useEffect, useState } from 'react';

const PATIENCE_MS = 200;
const ROWS = 8;

/** Rows of the final height, so that nothing moves when the real ones come. Unseen for a moment: most loads are faster. */
export function SkeletonRows() {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
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
  );
}
