import { useIsSlow } from './use-is-slow.ts';

/** Says, after a moment, that a part of the page is still on its way. */
export function Loading() {
  const isSlow = useIsSlow();
  return (
    <p className="faint" role="status" data-loading>
      {isSlow && 'Loading…'}
    </p>
  );
}
