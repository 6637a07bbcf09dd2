import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '../../failure.ts';
import type { App } from '../routes/route.ts';
import { type ConsoleFiles, NONCE_PLACEHOLDER } from './console-files.ts';

/** Every address that the router of the console knows; all of them are one page. */
const PAGES = [
  '/',
  '/login',
  '/welcome',
  '/invitation',
  '/password',
  '/tokens',
  '/tokens/*',
  '/settings',
  '/settings/*',
];

const NONCE_BYTES = 16;
const options = { config: { isPublic: true }, schema: { hide: true }, logLevel: 'warn' } as const;

/** The pages of the console. What they show, they fetch from the API like any other client. */
export function consoleRoutes(app: App, { page, assets }: ConsoleFiles): void {
  for (const path of PAGES) {
    app.get(path, options, async (request, reply) => {
      const nonce = randomBytes(NONCE_BYTES).toString('base64url');
      reply.headers(pageHeaders(request, nonce)).type('text/html; charset=utf-8');
      return reply.send(page.replaceAll(NONCE_PLACEHOLDER, nonce));
    });
  }

  app.get<{ Params: { name: string } }>('/assets/:name', options, async (request, reply) => {
    const asset = assets.get(request.params.name);
    if (asset === undefined) throw new Failure('not_found', 'Invalid resource identifier');
    reply.headers({ 'cache-control': 'public, max-age=31536000, immutable', vary: 'accept-encoding' });
    return sendAsset(reply.type(asset.type), request, asset.content, await asset.compressed());
  });
}

function sendAsset(
  reply: FastifyReply,
  request: FastifyRequest,
  content: Buffer,
  compressed: Buffer | undefined,
): FastifyReply {
  const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (compressed === undefined || !takesGzip) return reply.send(content);
  return reply.header('content-encoding', 'gzip').send(compressed);
}

/** ASVS 5.0 3.4. React Aria sets styles of its own, which is why styles take the nonce too. */
function pageHeaders(request: FastifyRequest, nonce: string): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'self'",
      `script-src 'self' 'nonce-${nonce}'`,
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data:",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ].join('; '),
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'x-frame-options': 'DENY',
    ...(request.protocol === 'https' && { 'strict-transport-security': 'max-age=31536000' }),
  };
}
