import type { FastifyRequest } from 'fastify';
import type { RefusalRecorder } from '../audit/refusal-recorder.ts';
import type { Failure } from '../failure.ts';
import { callerOf } from './authenticate-request.ts';
import { STATUS_OF } from './error-map.ts';
import { pathForLog } from './request-log.ts';

/**
 * Notes for the audit log what a known principal was denied, and what failed on our side after it was let in. Other
 * refusals are the caller's mistakes: the log and the metrics have them.
 */
export function noteRefusal(refusals: RefusalRecorder, { code, details }: Failure, request: FastifyRequest) {
  const status = STATUS_OF[code];
  const { schema, url } = request.routeOptions;
  if (request.principal === undefined || (status !== 403 && status < 500)) return;
  const operation = schema?.operationId ?? `${request.method} ${url}`;
  refusals.note({
    caller: callerOf(request),
    operation,
    result: status === 403 ? 'denied' : 'failed',
    action: details.access?.action ?? operation,
    resource: details.access?.resource ?? pathForLog(request.url),
  });
}
