import type { FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '../../failure.ts';
import type { App } from '../routes/route.ts';
import type { GuideFile } from './guide-files.ts';

const FIRST_PAGE = '/docs/quick-start';
/** Not served under its own name: whoever sees it sees it at the address that leads nowhere. */
const NOT_FOUND_PAGE = '/not-found';
const MARKDOWN_PAGE = /^(\/docs\/.+)\.md$/;
const NO_TEXT: GuideFile = {
  type: 'text/markdown; charset=utf-8',
  isAsset: false,
  content: Buffer.from(
    '# There is no such page\n\n[/llms.txt](/llms.txt) lists every page, [/llms-full.txt](/llms-full.txt) holds them all.\n',
  ),
  compressed: async () => undefined,
};
const options = { config: { isPublic: true }, schema: { hide: true }, logLevel: 'warn' } as const;

/** The guide, and the texts beside it that programs read: for everybody, before there is an owner too. */
export function guideRoutes(app: App, files: ReadonlyMap<string, GuideFile>): void {
  for (const path of ['/docs', '/docs/'])
    app.get(path, options, async (_request, reply) => reply.redirect(FIRST_PAGE));
  for (const [url, file] of files) {
    if (url === NOT_FOUND_PAGE) continue;
    app.get(url, options, async (request, reply) => sendGuideFile(request, reply, file));
    const [, page] = MARKDOWN_PAGE.exec(url) ?? [];
    if (page === undefined) continue;
    const text = { ...file, type: 'text/plain; charset=utf-8' };
    app.get(`${page}/llms.txt`, options, async (request, reply) => sendGuideFile(request, reply, text));
  }
  const notFound = files.get(NOT_FOUND_PAGE);
  app.get('/docs/*', options, async (request, reply) => {
    const answer = answerAboutNothing(request, notFound);
    if (answer === undefined) throw new Failure('not_found', 'Invalid resource identifier');
    return sendGuideFile(request, reply.code(404), answer);
  });
}

/** What stands in for a page that is not there: a page for a browser, a text for who asks for texts; programs get the common error. */
function answerAboutNothing({ url, headers }: FastifyRequest, page: GuideFile | undefined) {
  if (/^[^?]*(?:\.md|\/llms\.txt)(?:$|\?)/.test(url)) return NO_TEXT;
  return /\btext\/html\b/.test(headers.accept ?? '') ? page : undefined;
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
