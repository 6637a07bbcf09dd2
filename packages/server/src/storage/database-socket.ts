import { Socket } from 'node:net';

/** How long the last words on a connection that is given up may be under way. */
const FAREWELL_MS = 2_000;

/** What postgres.js names a server by. */
interface Servers {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path?: string | false;
}

/** Makes sockets for postgres.js. Of several servers each connection tries the next one. */
export function databaseSocket(): (servers: Servers) => Promise<Socket> {
  let next = 0;
  return async ({ host, port, path }) => {
    const socket = new Socket();
    failWhenNotAnswered(socket);
    goAfterFarewell(socket);
    // The library writes its first message at once; Node keeps it until the connection stands.
    if (path) return socket.connect(path);
    const index = next++ % host.length;
    const server = { host: host[index] ?? 'localhost', port: port[index] ?? 5432 };
    // By this name the library checks the certificate.
    return Object.assign(socket.connect(server), server);
  };
}

/**
 * The library takes an end without an error before the first answer for no failure, and connects again at once, for ever
 * (porsager/postgres#1193).
 */
function failWhenNotAnswered(socket: Socket): void {
  socket.once('end', () => {
    if (socket.bytesRead > 0) return;
    const error = new Error('the database server ended the connection before it answered');
    socket.destroy(Object.assign(error, { code: 'ECONNRESET' }));
  });
}

/** A peer that has gone without a word never takes leave, and TCP waits a quarter of an hour for it. */
function goAfterFarewell(socket: Socket): void {
  socket.once('finish', () => setTimeout(() => socket.destroy(), FAREWELL_MS));
}
