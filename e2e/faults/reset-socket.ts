import type { Socket } from 'node:net';

/**
 * Ends a connection with an RST. A socket that waits for its own end cannot be reset: Node 24 would leak it and its process
 * spin for ever at its exit (libp2p/js-libp2p#3597), so it is destroyed.
 */
export function resetSocket(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
