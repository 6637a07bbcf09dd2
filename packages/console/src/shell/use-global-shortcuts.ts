import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { isTyping } from './is-typing.ts';
import { areShortcutsOn } from './shortcuts-setting.ts';

const PLACES: Readonly<Record<string, string>> = { h: '/', t: '/tokens', s: '/settings' };
const SECOND_KEY_MS = 1_200;

/** Keys that work on every page: `g` and a letter goes somewhere, `c` creates a token, `?` lists the keys. */
export function useGlobalShortcuts() {
  const navigate = useNavigate();
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    let pressedGAt = 0;
    function press(event: KeyboardEvent) {
      if (isTyping(event) || !areShortcutsOn()) return;
      const place = PLACES[event.key];
      if (place !== undefined && event.timeStamp - pressedGAt < SECOND_KEY_MS) void navigate({ to: place });
      else if (event.key === '?') setIsOpen(true);
      else if (event.key === 'c') document.querySelector<HTMLElement>('[data-shortcut=c]')?.click();
      else if (event.key === '/') focusSearch(event);
      pressedGAt = event.key === 'g' ? event.timeStamp : 0;
    }
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [navigate]);
  return { isOpen, open: () => setIsOpen(true), close: () => setIsOpen(false) };
}

function focusSearch(event: KeyboardEvent) {
  const box = document.querySelector<HTMLInputElement>('input[type=search]');
  if (box === null) return;
  event.preventDefault();
  box.focus();
}
