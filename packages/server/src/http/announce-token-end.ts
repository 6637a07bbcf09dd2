import type { FastifyReply, FastifyRequest } from 'fastify';

/** Tells whoever calls with a token that ends when it does, in milliseconds since 1970, in time to replace it. */
export function announceTokenEnd({ principal }: FastifyRequest, reply: FastifyReply): void {
  const expiresAt = principal?.authKind === 'token' ? principal.token.expiresAt : null;
  if (expiresAt !== null) reply.header('keyward-token-expires', String(expiresAt));
}
