import type { FastifyInstance } from 'fastify';
import { isWithinRanges } from '../address-ranges.ts';
import { type Config, isBehindTlsProxy, isLoopback } from '../config.ts';
import { Failure } from '../failure.ts';

/**
 * Where TLS ends at a proxy, only the listed proxies and this machine may connect: anybody else would send secrets
 * in clear text.
 */
export function refuseStrangePeers(app: FastifyInstance, config: Config): void {
  if (!isBehindTlsProxy(config)) return;
  app.addHook('onRequest', async (request) => {
    const address = (request.raw.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    if (isLoopback(address) || isWithinRanges(address, config.trustedProxies)) return;
    throw new Failure('forbidden', 'connections are taken from the configured proxies only', {
      hint: 'call the public address of the service',
    });
  });
}
