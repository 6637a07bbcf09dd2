import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../verification/principal.ts';

export function announceTokenEnd({ principal }: FastifyRequest, reply: FastifyReply): void {
  if (principal !== undefined) reply.headers(tokenEndHeaders(principal));
}

/** Tells whoever calls with a token that ends when it does, in milliseconds since 1970, in time to replace it. */
export function tokenEndHeaders(principal: Principal): Readonly<Record<string, string>> {
  const expiresAt = principal.authKind === 'token' ? principal.token.expiresAt : null;
  return expiresAt === null ? NO_HEADERS : { 'keyward-token-expires': String(expiresAt) };
}

const NO_HEADERS = {};
