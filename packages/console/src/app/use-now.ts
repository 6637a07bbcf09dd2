import { useSyncExternalStore } from 'react';

const TICK_MS = 20_000;
let now = Date.now();

function subscribe(changed: () => void): () => void {
  const timer = setInterval(() => {
    now = Date.now();
    changed();
  }, TICK_MS);
  return () => clearInterval(timer);
}

/** The time, true to within half a minute: what is shown of it ages on the page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
