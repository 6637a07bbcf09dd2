import { useState } from 'react';
import { COLUMNS, USUAL_COLUMNS } from './columns.tsx';

const KEY = 'keyward.list-view';

/** How the list looks to this person. It says nothing of which tokens there are, so it is in no address. */
export interface ListView {
  readonly columns: readonly string[];
  readonly density: 'comfortable' | 'compact';
}

const USUAL: ListView = { columns: USUAL_COLUMNS, density: 'comfortable' };

/** Remembered in this browser; without storage it lasts as long as the page. */
export function useListView(): readonly [ListView, (view: ListView) => void] {
  const [view, setView] = useState(storedView);
  return [
    view,
    (next) => {
      setView(next);
      try {
        localStorage.setItem(KEY, JSON.stringify(next));
      } catch {
        // The choice holds until the page is left.
      }
    },
  ];
}

function storedView(): ListView {
  try {
    const stored: Partial<ListView> | null = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (!Array.isArray(stored?.columns)) return USUAL;
    const columns = COLUMNS.map(({ id }) => id).filter((id) => stored.columns?.includes(id));
    return { columns, density: stored.density === 'compact' ? 'compact' : 'comfortable' };
  } catch {
    return USUAL;
  }
}
