import type { Timing } from './timing.ts';

/** Ends early when the signal does. */
export function sleep(timing: Timing, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = timing.after(milliseconds, wake);
    signal.addEventListener('abort', wake);
    if (signal.aborted) wake();
    function wake() {
      cancel();
      signal.removeEventListener('abort', wake);
      resolve();
    }
  });
}
