import { type RefObject, useEffect } from 'react';

/**
 * Takes the focus when it appears. `autoFocus` alone is too early in a dialog above a panel: the panel, which keeps
 * the focus to itself, does not know of the dialog yet and takes it back.
 */
export function useFirstFocus(place: RefObject<HTMLElement | null>, isFirst: boolean): void {
  useEffect(() => {
    if (!isFirst) return;
    place.current?.focus();
    const frame = requestAnimationFrame(() => place.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, [place, isFirst]);
}
