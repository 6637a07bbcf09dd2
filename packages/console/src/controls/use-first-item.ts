import { type RefObject, useEffect } from 'react';

/** The menu takes the focus before it knows its items, now and then, and would keep it: Enter would do nothing. */
export function useFirstItem(menu: RefObject<HTMLElement | null>, isOpen = true): void {
  useEffect(() => {
    if (!isOpen) return;
    const frame = requestAnimationFrame(() => {
      const place = menu.current;
      if (place === null || document.activeElement !== place) return;
      const first = place.querySelector<HTMLElement>('[role^=menuitem]');
      (place.querySelector<HTMLElement>('[aria-checked=true]') ?? first)?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [menu, isOpen]);
}
