import type { Socket } from 'node:net';
import type { App } from './listen.ts';

/**
 * Follows all connections of a server, also those on which no request or no TLS handshake has come: a server that closes waits
 * for them without end, and `closeAllConnections` of Node leaves the latter.
 *
 * @returns cuts them, and each that still comes
 */
export function openConnections({ server }: Pick<App, 'server'>): () => void {
  const open = new Set<Socket>();
  let isCut = false;
  server.on('connection', (socket) => {
    if (isCut) socket.destroy();
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return () => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
}
