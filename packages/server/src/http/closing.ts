import type { FastifyInstance } from 'fastify';
import { Failure } from '../failure.ts';

/** Once the service stops, calls on connections that are still open are sent elsewhere; those under way end. */
export function refuseWhileClosing(app: FastifyInstance): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
  });
  app.addHook('onRequest', (_request, reply, done) => {
    if (!isClosing) return done();
    reply.header('connection', 'close');
    done(new Failure('service_unavailable', 'Keyward is stopping', { retryAfterSeconds: 1 }));
  });
}
