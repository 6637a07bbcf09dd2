import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/**
 * Browser programs of any origin may call with a token of their own. Credentials are never allowed, so a foreign
 * page cannot use the session of whoever looks at it.
 */
export async function registerCors(app: FastifyInstance): Promise<void> {
  await app.register(cors, {
    origin: (origin, done) => done(null, origin || '*'),
    methods: 'OPTIONS, GET, HEAD, POST, PUT, PATCH, DELETE',
    allowedHeaders: listed(
      'Accept',
      'Content-Type',
      'Content-Length',
      'Accept-Encoding',
      'Authorization',
      'LD-API-Version',
      'Idempotency-Key',
      'X-HTTP-Method-Override',
    ),
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: 300,
    credentials: false,
    strictPreflight: false,
  });
}

const EXPOSED_HEADERS = listed(
  'X-Request-Id',
  'Retry-After',
  'Location',
  'Keyward-Token-Expires',
  'Keyward-Effective-Everywhere-By',
  'Idempotent-Replayed',
  'X-Ratelimit-Global-Remaining',
  'X-Ratelimit-Route-Remaining',
  'X-Ratelimit-Reset',
);

/** What the library adds to the answer of a call that comes from no page. */
export const ANSWER_OF_NO_PAGE = {
  vary: 'Origin',
  'access-control-allow-origin': '*',
  'access-control-expose-headers': EXPOSED_HEADERS,
} as const;

/** Joined once: of a list the library would join the names for every call. */
function listed(...names: readonly string[]): string {
  return names.join(', ');
}
