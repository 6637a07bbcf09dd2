import { Socket } from 'node:net';

const CHECK_MS = 500;

/** What postgres.js names a server by. */
interface Servers {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path?: string | false;
}

/**
 * Makes sockets that end themselves when the server owes an answer for too long. Bytes are counted below TLS, so an encrypted
 * connection is watched too. Of several servers each connection tries the next one.
 */
export function silenceWatchedSocket(silenceMs: number): (servers: Servers) => Promise<Socket> {
  let next = 0;
  return async ({ host, port, path }) => {
    const socket = new Socket();
    endWhenSilent(socket, silenceMs);
    failWhenNotAnswered(socket);
    // The library writes its first message at once; Node keeps it until the connection stands.
    if (path) return socket.connect(path);
    const index = next++ % host.length;
    const server = { host: host[index] ?? 'localhost', port: port[index] ?? 5432 };
    // By this name the library checks the certificate.
    return Object.assign(socket.connect(server), server);
  };
}

/** The library takes an end without an error before the first answer for no failure, and connects again at once, for ever. */
function failWhenNotAnswered(socket: Socket): void {
  socket.once('end', () => {
    if (socket.bytesRead > 0) return;
    const error = new Error('the database server ended the connection before it answered');
    socket.destroy(Object.assign(error, { code: 'ECONNRESET' }));
  });
}

function endWhenSilent(socket: Socket, silenceMs: number): void {
  let read = 0;
  let written = 0;
  let owedSince: number | undefined;
  const timer = setInterval(() => {
    const isOwed = socket.bytesRead === read && (owedSince !== undefined || socket.bytesWritten > written);
    if (!isOwed) {
      read = socket.bytesRead;
      written = socket.bytesWritten;
      owedSince = undefined;
      return;
    }
    owedSince ??= performance.now();
    if (performance.now() - owedSince < silenceMs) return;
    const error = new Error('the database server does not answer');
    socket.destroy(Object.assign(error, { code: 'ETIMEDOUT' }));
  }, CHECK_MS).unref();
  socket.once('close', () => clearInterval(timer));
}
