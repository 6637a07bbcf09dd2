import { once } from 'node:events';
import { connect } from 'node:net';
import { Failure } from '../failure.ts';
import type { PasswordLink } from '../members/make-password-link.ts';
import { resultOf } from './control-answer.ts';
import { controlPath } from './control-path.ts';
import type { ControlRequest } from './control-request.ts';
import { LINE_LIMIT_CHARACTERS, readLine } from './read-line.ts';

const ANSWER_PATIENCE_MS = 30_000;

/** No service listens: none was started here, or it was killed. */
const NOBODY = ['ENOENT', 'ECONNREFUSED', 'ENOTSOCK'];

/**
 * Has the service that runs on a data directory do something.
 *
 * @returns undefined when none listens there
 * @throws Failure as the service threw it, or `service_unavailable` when it cannot be asked
 */
export async function askControlSocket(
  dataDirectory: string,
  request: ControlRequest,
): Promise<PasswordLink | undefined> {
  const path = controlPath(dataDirectory);
  if (path === undefined) return undefined;
  const line = JSON.stringify(request);
  if (line.length > LINE_LIMIT_CHARACTERS) throw new Failure('invalid_request', 'the request is too long');
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    socket.write(`${line}\n`);
    const answer = await readLine(socket, ANSWER_PATIENCE_MS);
    if (answer !== undefined) return resultOf(answer);
    throw new Failure(
      'service_unavailable',
      'the running service did not answer; look into its log, and try again',
    );
  } catch (error) {
    if (error instanceof Failure) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (NOBODY.includes(code)) return undefined;
    throw new Failure('service_unavailable', `\`${path}\` cannot be used: ${reasonOf(code)}`, {
      cause: error,
    });
  } finally {
    socket.destroy();
  }
}

function reasonOf(code: string): string {
  return code === 'EACCES' || code === 'EPERM'
    ? 'it belongs to another user; run this as the user that the service runs as'
    : `${code}; look into the log of the service, and try again`;
}
