import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { isLayerOpen, isTyping } from './is-typing.ts';
import { areShortcutsOn } from './shortcuts-setting.ts';

const PLACES: Readonly<Record<string, string>> = {
  h: '/',
  t: '/tokens',
  m: '/members',
  e: '/teams',
  r: '/roles',
  w: '/who-can',
  a: '/audit',
  s: '/settings',
};
const SECOND_KEY_MS = 1_200;

/** Keys that work on every page: Ctrl-K (or Cmd-K) finds anything, also from a field; `g` and a letter goes somewhere, `c` creates a token, `?` lists the keys. */
export function useGlobalShortcuts() {
  const navigate = useNavigate();
  const [open, setOpen] = useState<'shortcuts' | 'palette'>();
  useEffect(() => {
    let pressedGAt = 0;
    function press(event: KeyboardEvent) {
      if (isPaletteKey(event) && !isLayerOpen()) {
        event.preventDefault();
        return setOpen('palette');
      }
      if (isTyping(event) || !areShortcutsOn()) return;
      const place = PLACES[event.key];
      if (place !== undefined && event.timeStamp - pressedGAt < SECOND_KEY_MS) void navigate({ to: place });
      else if (event.key === '?') setOpen('shortcuts');
      else if (event.key === 'c') document.querySelector<HTMLElement>('[data-shortcut=c]')?.click();
      else if (event.key === '/') focusSearch(event);
      pressedGAt = event.key === 'g' ? event.timeStamp : 0;
    }
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [navigate]);
  return { open, show: setOpen, close: () => setOpen(undefined) };
}

function isPaletteKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey && !shiftKey;
}

function focusSearch(event: KeyboardEvent) {
  const box = document.querySelector<HTMLInputElement>('input[type=search]');
  if (box === null) return;
  event.preventDefault();
  box.focus();
}
