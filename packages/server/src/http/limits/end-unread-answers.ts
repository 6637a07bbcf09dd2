import type { Server } from 'node:http';
import type { Socket } from 'node:net';

const LOOK_EVERY_MS = 1_000;
/** What waits of an answer has to be taken within so many looks. */
const LONGEST_LOOKS = 60;
/** What may wait for all readers together. */
const WAITING_LIMIT_BYTES = 128 * 1_048_576;

interface Unread {
  readonly socket: Socket;
  readonly bytesWritten: number;
  readonly looks: number;
}

/**
 * Ends connections whose reader does not take what was written for them: after a minute, and sooner, the longest waiting
 * first, while all of it together is more than a process can afford. Node has no such bound.
 *
 * @returns what ends the looking
 */
export function endUnreadAnswers(server: Server, onEnd: (connections: number) => void): () => void {
  const open = new Set<Socket>();
  let unread = new Map<Socket, Unread>();
  const follow = (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  };
  server.on('connection', follow).on('secureConnection', follow);
  const timer = setInterval(() => {
    const before = unread;
    const waiting = [...open]
      .filter(({ writableNeedDrain }) => writableNeedDrain)
      .map((socket) => lookAt(socket, before.get(socket)))
      .sort((one, other) => other.looks - one.looks);
    let waitingBytes = waiting.reduce((sum, { socket }) => sum + socket.writableLength, 0);
    const ended = waiting.filter(({ socket, looks }) => {
      if (looks < LONGEST_LOOKS && waitingBytes <= WAITING_LIMIT_BYTES) return false;
      waitingBytes -= socket.writableLength;
      socket.destroy();
      return true;
    });
    unread = new Map(waiting.map((each) => [each.socket, each]));
    if (ended.length > 0) onEnd(ended.length);
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** More written since the last look: what waited then was taken. */
function lookAt(socket: Socket, before: Unread | undefined): Unread {
  const { bytesWritten } = socket;
  return { socket, bytesWritten, looks: before?.bytesWritten === bytesWritten ? before.looks + 1 : 1 };
}
