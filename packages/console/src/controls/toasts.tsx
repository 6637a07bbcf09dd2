import { useSyncExternalStore } from 'react';
import { CloseIcon } from './icons.tsx';

const SHOWN_MS = 6_000;

interface Toast {
  readonly id: number;
  readonly text: string;
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function replace(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

function dismiss(id: number) {
  replace(toasts.filter((toast) => toast.id !== id));
}

/** Says what was done. Never anything of a secret: that has a place of its own. */
export function say(text: string): void {
  const id = ++lastId;
  replace([...toasts, { id, text }]);
  setTimeout(() => dismiss(id), SHOWN_MS);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className="toasts" role="status" data-react-aria-top-layer="true">
      {shown.map(({ id, text }) => (
        <div key={id} className="toast">
          {text}
          <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => dismiss(id)}>
            <CloseIcon />
          </button>
        </div>
      ))}
    </div>
  );
}
