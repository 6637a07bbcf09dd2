import { BlockList, isIPv4 } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { type Config, isBehindTlsProxy, isLoopback } from '../config.ts';
import { Failure } from '../failure.ts';

/**
 * Where TLS ends at a proxy, only the listed proxies and this machine may connect: anybody else would send secrets
 * in clear text.
 */
export function refuseStrangePeers(app: FastifyInstance, config: Config): void {
  if (!isBehindTlsProxy(config)) return;
  const peers = addressList(config.trustedProxies);
  app.addHook('onRequest', async (request) => {
    const address = (request.raw.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    if (isLoopback(address) || peers.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')) return;
    throw new Failure('forbidden', 'connections are taken from the configured proxies only', {
      hint: 'call the public address of the service',
    });
  });
}

function addressList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}
