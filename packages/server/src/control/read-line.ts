import type { Socket } from 'node:net';

/** Far more than any request needs. */
export const REQUEST_LIMIT_CHARACTERS = 4_096;

/**
 * The first line that arrives; undefined when it is too long, does not come in time, or the other side goes before its
 * end.
 */
export async function readLine(
  socket: Socket,
  patienceMs: number,
  limitCharacters: number,
): Promise<string | undefined> {
  const timer = setTimeout(() => socket.destroy(), patienceMs);
  socket.setEncoding('utf8');
  let text = '';
  try {
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      text += chunk;
      const end = text.indexOf('\n');
      if ((end === -1 ? text.length : end) > limitCharacters) return undefined;
      if (end !== -1) return text.slice(0, end);
    }
    return undefined;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}
