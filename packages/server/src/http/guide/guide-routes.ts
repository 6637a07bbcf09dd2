import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../routes/route.ts';
import type { GuideFile } from './guide-files.ts';

const FIRST_PAGE = '/docs/quick-start';
const options = { config: { isPublic: true }, schema: { hide: true }, logLevel: 'warn' } as const;

/** The guide, and the texts beside it that programs read: for everybody, before there is an owner too. */
export function guideRoutes(app: App, files: ReadonlyMap<string, GuideFile>): void {
  for (const path of ['/docs', '/docs/'])
    app.get(path, options, async (_request, reply) => reply.redirect(FIRST_PAGE));
  for (const [url, file] of files)
    app.get(url, options, async (request, reply) => sendGuideFile(request, reply, file));
}

async function sendGuideFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { type, isAsset, content, compressed }: GuideFile,
): Promise<FastifyReply> {
  reply.type(type).header('vary', 'accept-encoding');
  if (isAsset) reply.header('cache-control', 'public, max-age=31536000, immutable');
  if (type.startsWith('text/html')) reply.headers(pageHeaders(request));
  const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const small = takesGzip ? await compressed() : undefined;
  return small === undefined ? reply.send(content) : reply.header('content-encoding', 'gzip').send(small);
}

/** ASVS 5.0 3.4. No script and no style stands in a page, so none needs a nonce. */
function pageHeaders(request: FastifyRequest): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "font-src 'self'",
      "img-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'x-frame-options': 'DENY',
    ...(request.protocol === 'https' && { 'strict-transport-security': 'max-age=31536000' }),
  };
}
