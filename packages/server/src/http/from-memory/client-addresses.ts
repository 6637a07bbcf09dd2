import type { IncomingMessage } from 'node:http';
import { all, compile } from '@fastify/proxy-addr';
import { type Config, isBehindTlsProxy } from '../../config.ts';
import { acceptedPeers } from '../trusted-peers.ts';

/** Where a call comes from, as the routes find it; undefined where they refuse whoever is connected. */
export type ClientAddress = (request: IncomingMessage) => string | undefined;

/** With the library by which Fastify finds it. */
export function clientAddresses(config: Config): ClientAddress {
  const { trustedProxies } = config;
  if (trustedProxies.length === 0) return ({ socket }) => socket.remoteAddress;
  const isTrusted = compile([...trustedProxies]);
  const addressOf: ClientAddress = (request) => all(request, isTrusted).at(-1);
  if (!isBehindTlsProxy(config)) return addressOf;
  const isAccepted = acceptedPeers(config);
  return (request) => (isAccepted(request) ? addressOf(request) : undefined);
}
