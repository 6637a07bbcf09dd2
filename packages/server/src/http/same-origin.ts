import type { FastifyRequest } from 'fastify';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Lets a call with a session through only from a page of the service itself: a browser sends the cookie along
 * without asking, so the page must prove where it comes from. ASVS 5.0 3.5: the header cannot be set by a form, the
 * origin is set by the browser alone.
 *
 * @throws Failure `forbidden`
 */
export function requireSameOrigin({ publicUrl }: Deployment, request: FastifyRequest): void {
  const { origin } = request.headers;
  if (origin !== undefined && origin !== (publicUrl ?? addressOf(request))) throw refusal('another origin');
  if (SAFE_METHODS.has(request.method)) return;
  if (origin === undefined) throw refusal('no `Origin`');
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw refusal('another site');
  if (request.headers['x-keyward-request'] !== '1') throw refusal('no header `X-Keyward-Request: 1`');
}

/** The origin under which the call reached us, without a port that its scheme implies. */
function addressOf({ protocol, host }: FastifyRequest): string | undefined {
  const url = `${protocol}://${host}`;
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

function refusal(problem: string): Failure {
  return new Failure('forbidden', `a call with a session came with ${problem}`, {
    hint: 'programs call with an access token; pages of Keyward send `X-Keyward-Request: 1`; behind a proxy `KEYWARD_PUBLIC_URL` must be the address in the browser',
  });
}
