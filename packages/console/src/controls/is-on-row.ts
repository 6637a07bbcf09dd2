import type { MouseEvent } from 'react';

/** Whether a click in a row means the row: neither a link or control in it, nor the end of selecting its text. */
export function isOnRow({ target }: MouseEvent<HTMLTableRowElement>): boolean {
  const isControl = target instanceof Element && target.closest('a, button, input, label');
  return !isControl && getSelection()?.toString() === '';
}
