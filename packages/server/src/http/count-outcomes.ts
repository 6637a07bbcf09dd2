import type { FastifyInstance } from 'fastify';
import type { UsageRecorder } from '../verification/usage-recorder.ts';

/**
 * Counts what became of each call whose token was accepted: denied when it was refused by policy or address, else allowed. Tokens that were not
 * accepted are counted where they are refused.
 */
export function countOutcomes(app: FastifyInstance, usage: UsageRecorder): void {
  app.addHook('onResponse', ({ principal }, reply, done) => {
    if (principal?.authKind === 'token') {
      usage.count(principal.token, reply.statusCode === 403 ? 'denied' : 'allowed');
    }
    done();
  });
}
