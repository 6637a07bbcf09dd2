import { useEffect } from 'react';
import { isTyping } from '../shell/is-typing.ts';
import { areShortcutsOn } from '../shell/shortcuts-setting.ts';
import { focusNeighbour } from './token-table.tsx';

/** Single keys for the row that has the focus, and to go from row to row. */
export function useRowShortcuts(onReset: (tokenId: string) => void): void {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (isTyping(event) || !areShortcutsOn()) return;
      if (event.key === 'j') return focusNeighbour(1);
      if (event.key === 'k') return focusNeighbour(-1);
      const row = document.activeElement?.closest<HTMLElement>('tr[data-token]');
      if (!row) return;
      if (event.key === 'x') row.querySelector<HTMLElement>('input[type=checkbox]')?.click();
      if (event.key === '.') row.querySelector<HTMLElement>('[data-row-menu]')?.click();
      if (event.key === 'R') onReset(row.dataset.token ?? '');
    }
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [onReset]);
}
