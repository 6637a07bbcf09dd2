import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deployment } from '../../deployment/deployment.ts';
import { Failure } from '../../failure.ts';
import type { App } from '../routes/route.ts';
import { type ConsoleFiles, NONCE_PLACEHOLDER, PREFIXES_PLACEHOLDER } from './console-files.ts';

/** Every address that the router of the console knows; all of them are one page. */
const PAGES = [
  '/',
  '/login',
  '/welcome',
  '/invitation',
  '/password',
  '/activate',
  '/tokens',
  '/tokens/*',
  '/members',
  '/members/*',
  '/who-can',
  '/teams',
  '/teams/*',
  '/roles',
  '/roles/*',
  '/audit',
  '/quick-start',
  '/settings',
  '/settings/*',
];

/** Where every page leads until there is an owner, and none afterwards. */
const FIRST_RUN = '/welcome';
const NONCE_BYTES = 16;
const options = { config: { isPublic: true }, schema: { hide: true }, logLevel: 'warn' } as const;

/** The pages of the console. What they show, they fetch from the API like any other client. */
export function consoleRoutes(app: App, files: ConsoleFiles, deployment: Deployment): void {
  const { assets } = files;
  // A prefix is of letters, digits and `-`: it needs no escaping.
  const page = files.page.replaceAll(PREFIXES_PLACEHOLDER, deployment.tokenPrefixes.join(','));
  const askWhetherSetUp = setUpWatch(deployment);
  for (const path of PAGES) {
    const isFirstRun = path === FIRST_RUN;
    app.get(path, options, async (request, reply) => {
      if ((await askWhetherSetUp()) === isFirstRun) return reply.redirect(isFirstRun ? '/' : FIRST_RUN);
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

/** Whether there is an owner; undefined while the database does not say: a page is shown then too, and says what is wrong. */
function setUpWatch({ store }: Deployment): () => Promise<boolean | undefined> {
  let isSetUp: boolean | undefined;
  return async () => {
    // Once set up it stays so.
    if (!isSetUp) isSetUp = await store.reads.accounts.hasAccount().catch(() => undefined);
    return isSetUp;
  };
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
