import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';

/** Of one connection so many are worked on at once. */
const AT_ONCE = 4;

interface Line {
  running: number;
  readonly waiting: (() => void)[];
}

/**
 * Of the requests that a connection sends ahead (RFC 9112 section 9.3.2) a few are worked on, and each further one once an answer
 * was taken. Node would work on all that came in one read, hundreds, and keep their answers for a reader who may never come.
 */
export function takeTurns(answer: RequestListener): RequestListener {
  const lines = new WeakMap<Socket, Line>();
  return (request, response) => {
    const { socket } = request;
    let line = lines.get(socket);
    if (line === undefined) {
      line = { running: 0, waiting: [] };
      lines.set(socket, line);
    }
    const { waiting } = line;
    const begin = (own: Line) => {
      own.running++;
      response.once('close', () => {
        own.running--;
        if (!socket.destroyed) waiting.shift()?.();
      });
      answer(request, response);
    };
    if (line.running < AT_ONCE) begin(line);
    else waiting.push(() => begin(line));
  };
}
