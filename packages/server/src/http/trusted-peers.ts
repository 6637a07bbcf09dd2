import type { FastifyInstance } from 'fastify';
import { isWithinRanges } from '../address-ranges.ts';
import { type Config, isBehindTlsProxy, isLoopback } from '../config.ts';
import { Failure } from '../failure.ts';
import { checkPeers, type PeerCheck } from './listed-peers.ts';

/** Where TLS ends at a proxy: only the listed proxies and this machine. */
export function acceptedPeers({ trustedProxies }: Config): PeerCheck {
  return checkPeers((peer) => {
    const address = peer.replace(/^::ffff:/, '');
    return isLoopback(address) || isWithinRanges(address, trustedProxies);
  });
}

/** Refuses all others there: anybody else would send secrets in clear text. */
export function refuseStrangePeers(app: FastifyInstance, config: Config): void {
  if (!isBehindTlsProxy(config)) return;
  const isAccepted = acceptedPeers(config);
  app.addHook('onRequest', (request, _reply, done) => {
    if (isAccepted(request.raw)) return done();
    const failure = new Failure('forbidden', 'connections are taken from the configured proxies only', {
      hint: 'call the public address of the service',
    });
    done(failure);
  });
}
