import { once } from 'node:events';
import { connect } from 'node:net';
import { Failure } from '../failure.ts';
import { resultOf } from './control-answer.ts';
import { controlPath } from './control-path.ts';
import type { ControlRequest, ControlResults, ControlVerb } from './control-request.ts';
import { REQUEST_LIMIT_CHARACTERS, readLine } from './read-line.ts';

const ANSWER_PATIENCE_MS = 30_000;
/** A backup takes seconds for each million rows, on a slow disk minutes. */
const BACKUP_PATIENCE_MS = 6 * 3_600_000;
/** A list of some ten thousand accounts. */
const ANSWER_LIMIT_CHARACTERS = 4_194_304;

/** No service listens: none was started here, or it was killed. */
const NOBODY = ['ENOENT', 'ECONNREFUSED', 'ENOTSOCK'];

/**
 * Has the service that runs on a data directory do something.
 *
 * @returns undefined when none listens there
 * @throws Failure as the service threw it, or `service_unavailable` when it cannot be asked
 */
export async function askControlSocket<Verb extends ControlVerb>(
  dataDirectory: string,
  request: ControlRequest<Verb>,
): Promise<ControlResults[Verb] | undefined> {
  const path = controlPath(dataDirectory);
  if (path === undefined) return undefined;
  const line = JSON.stringify(request);
  if (line.length > REQUEST_LIMIT_CHARACTERS) throw new Failure('invalid_request', 'the request is too long');
  const patienceMs = request.verb === 'backup' ? BACKUP_PATIENCE_MS : ANSWER_PATIENCE_MS;
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    socket.write(`${line}\n`);
    const answer = await readLine(socket, patienceMs, ANSWER_LIMIT_CHARACTERS);
    if (answer !== undefined) return resultOf(answer) as ControlResults[Verb];
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
