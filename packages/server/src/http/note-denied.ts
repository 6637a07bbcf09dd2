import type { FastifyRequest } from 'fastify';
import type { Failure } from '../failure.ts';
import type { UsageRecorder } from '../verification/usage-recorder.ts';
import { STATUS_OF } from './error-map.ts';

/** Counts a call of a token that was accepted as denied: policy refused it, or its address. */
export function noteDenied(usage: UsageRecorder, { code }: Failure, { principal }: FastifyRequest): void {
  if (principal?.authKind === 'token' && STATUS_OF[code] === 403) usage.noteDenied(principal.token);
}
