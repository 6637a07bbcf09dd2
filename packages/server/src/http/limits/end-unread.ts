import type { ServerResponse } from 'node:http';

/**
 * Ends an answer that goes on, such as a stream of events, once its reader has taken nothing for so long that what waits for them was
 * full all the time: at the latest after twice the bound. Else whoever stops reading would keep their place, and what waits in memory.
 */
export function endUnread(response: ServerResponse, boundMs: number): void {
  let wasFull = false;
  const timer = setInterval(() => {
    if (wasFull && response.writableNeedDrain) response.destroy();
    wasFull = response.writableNeedDrain;
  }, boundMs);
  timer.unref();
  response.on('drain', () => {
    wasFull = false;
  });
  response.once('close', () => clearInterval(timer));
}
