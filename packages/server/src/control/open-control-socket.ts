/**
 * The socket in the data directory through which the shell of the machine reaches a running service: what works on the
 * data alone when none runs. One line of JSON in, one out. Whoever may open it may do all that it offers: the file's mode
 * is the whole protection, and it is on no network.
 */
import { once } from 'node:events';
import { lstatSync, unlinkSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { StorageUnavailable } from '../storage/store.ts';
import type { ControlAnswer } from './control-answer.ts';
import { controlPath } from './control-path.ts';
import { parseControlRequest, runControlRequest } from './control-request.ts';
import { REQUEST_LIMIT_CHARACTERS, readLine } from './read-line.ts';

const CONNECTION_LIMIT = 8;
const REQUEST_PATIENCE_MS = 5_000;
const ONLY_THIS_USER = 0o177;

/** The socket cannot be made. The message says why, and what does not work without it. */
export class ControlSocketRefused extends Error {
  override readonly name = 'ControlSocketRefused';
}

export interface ControlSocket {
  /** Takes no more requests, lets those under way finish and removes the file. */
  close(): Promise<void>;
}

/**
 * Listens in a data directory that this process has taken: a socket that is there was left by one that was killed.
 *
 * @param report is told of errors that nobody foresaw
 * @throws ControlSocketRefused
 */
export async function openControlSocket(
  deployment: Deployment,
  dataDirectory: string,
  report: (error: unknown) => void,
): Promise<ControlSocket> {
  const waiting = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, async (socket) => {
    socket.on('error', () => socket.destroy());
    waiting.add(socket);
    const line = await readLine(socket, REQUEST_PATIENCE_MS, REQUEST_LIMIT_CHARACTERS);
    waiting.delete(socket);
    if (socket.destroyed) return;
    const answer = await answerTo(deployment, line ?? '', report);
    socket.end(`${JSON.stringify(answer)}\n`, () => socket.destroy());
  });
  server.maxConnections = CONNECTION_LIMIT;
  await listen(server, dataDirectory);
  return {
    async close() {
      server.close();
      for (const socket of waiting) socket.destroy();
      await once(server, 'close');
    },
  };
}

async function answerTo(
  deployment: Deployment,
  line: string,
  report: (error: unknown) => void,
): Promise<ControlAnswer> {
  try {
    return { done: await runControlRequest(deployment, parseControlRequest(line)) };
  } catch (error) {
    if (error instanceof Failure) return { failed: { code: error.code, message: error.message } };
    report(error);
    return error instanceof StorageUnavailable
      ? {
          failed: {
            code: 'service_unavailable',
            message: `the service cannot do it now: ${error.message}`,
          },
        }
      : {
          failed: {
            code: 'internal_error',
            message: 'something went wrong in the service; its log says what',
          },
        };
  }
}

async function listen(server: Server, dataDirectory: string): Promise<void> {
  const path = controlPath(dataDirectory);
  if (path === undefined) throw refusal(dataDirectory, 'its path is too long for a socket');
  try {
    if (lstatSync(path, { throwIfNoEntry: false })?.isSocket()) unlinkSync(path);
    bindForThisUserAlone(server, path);
    await once(server, 'listening');
  } catch (error) {
    throw refusal(
      dataDirectory,
      error instanceof Error && 'code' in error ? String(error.code) : String(error),
    );
  }
}

/** The file has its mode from the first moment: `listen` makes it before it returns. */
function bindForThisUserAlone(server: Server, path: string): void {
  const before = process.umask(ONLY_THIS_USER);
  try {
    server.listen(path);
  } finally {
    process.umask(before);
  }
}

function refusal(dataDirectory: string, reason: string): ControlSocketRefused {
  return new ControlSocketRefused(
    `\`${dataDirectory}/control.sock\` cannot be made: ${reason}. Until it can, stop the service to run \`keyward members password-link\``,
  );
}
