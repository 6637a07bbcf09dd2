import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { readCookie } from '../sign-in/cookies.ts';
import { sessionEnded } from '../sign-in/require-session.ts';
import { type Authenticated, type Authentication, authenticate } from '../verification/authenticate.ts';
import { authenticateSession } from '../verification/authenticate-session.ts';
import type { Caller, CallOrigin } from '../verification/caller.ts';
import type { Principal } from '../verification/principal.ts';
import type { GuessLimit } from './limits/guess-limit.ts';
import type { Metrics } from './metrics.ts';
import { requireSameOrigin } from './same-origin.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the authentication of every route that is not public. */
    principal: Principal | undefined;
    /** What a 401 on this request says in `WWW-Authenticate` (RFC 6750 section 3). */
    bearerChallenge: string;
  }
}

const CHALLENGE_WITHOUT_TOKEN = 'Bearer';
const AUTHENTICATED = { outcome: 'authenticated' } as const;
const CHALLENGE_FOR_TOKEN = 'Bearer error="invalid_token"';

/** Adds what the authentication leaves on a request. */
export function decorateRequest(request: FastifyRequest): void {
  request.principal = undefined;
  request.bearerChallenge = CHALLENGE_WITHOUT_TOKEN;
}

/**
 * Finds out who calls. Missing, malformed, unknown, expired, disabled and deleted are one answer, so that nobody
 * learns of a secret whether it ever worked. A token decides where there is one; only without it a session cookie
 * is looked at.
 *
 * A token that memory knows is decided at once: the answer is no promise then.
 *
 * @throws Failure `unauthorized`, `invalid_request` for two tokens, `forbidden` for a session used by another page,
 *   `rate_limited` instead of these for one of too many secrets that do not work
 */
export function authenticateRequest(
  deployment: Deployment,
  request: FastifyRequest,
  metrics: Metrics,
  guesses: GuessLimit,
): Promise<void> | undefined {
  refuseTokenInQuery(request.raw);
  const presented = presentedToken(request.raw);
  if (presented === undefined) return authenticateWithoutToken(deployment, request, metrics);
  request.bearerChallenge = CHALLENGE_FOR_TOKEN;
  const { method, ip: address, routeOptions } = request;
  const changes = !isRead(method) && routeOptions.config.isQuestion !== true;
  const authentication = authenticate(deployment, presented, { address, changes });
  const admit = (known: Authentication) => {
    if (known.outcome !== 'authenticated') return refuse(deployment, request, metrics, guesses, known);
    request.principal = known.principal;
    noteAdmitted(deployment, metrics, known, { address, agent: request.headers['user-agent'] });
    return undefined;
  };
  return authentication instanceof Promise ? authentication.then(admit) : admit(authentication);
}

/** Counts a token that was let in, and notes its use. */
export function noteAdmitted(
  { usage }: Deployment,
  { authentications }: Metrics,
  { principal }: Authenticated,
  { address, agent = '' }: { readonly address: string; readonly agent: string | undefined },
): void {
  authentications.inc(AUTHENTICATED);
  usage.noteToken(principal, address, agent);
}

async function refuse(
  deployment: Deployment,
  request: FastifyRequest,
  metrics: Metrics,
  guesses: GuessLimit,
  authentication: Exclude<Authentication, { outcome: 'authenticated' }>,
): Promise<void> {
  const { outcome } = authentication;
  metrics.authentications.inc({ outcome: outcome === 'refused' ? authentication.status : outcome });
  if (outcome === 'refused') deployment.endedSecrets.note(authentication, originOf(request));
  await guesses.count(request.ip);
  if (outcome !== 'wrong_address') throw invalidToken();
  request.principal = authentication.principal;
  deployment.usage.noteStrangeAddress(authentication.principal.token);
  throw new Failure('forbidden', `The access token does not work from the address \`${request.ip}\``, {
    reason: { effect: 'deny', kind: 'address_not_allowed' },
    hint: 'add the address to `allowedIps` of the token; behind a proxy, see `KEYWARD_TRUSTED_PROXIES`',
  });
}

/** The one answer about every secret that does not work. */
export function invalidToken(): Failure {
  return new Failure('unauthorized', 'Invalid access token');
}

function authenticateWithoutToken(
  deployment: Deployment,
  request: FastifyRequest,
  metrics: Metrics,
): Promise<void> {
  const cookie = readCookie(request.headers.cookie, deployment.sessions.cookies.session);
  if (cookie !== undefined) return authenticateCookie(deployment, request, metrics, cookie);
  metrics.authentications.inc({ outcome: 'no_token' });
  throw new Failure('unauthorized', 'Invalid access token', { hint: MISSING_HINT });
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

async function authenticateCookie(
  deployment: Deployment,
  request: FastifyRequest,
  metrics: Metrics,
  cookie: string,
): Promise<void> {
  requireSameOrigin(deployment, request);
  const notesUse = request.routeOptions.config.isBackground !== true;
  const principal = await authenticateSession(deployment, cookie, { notesUse });
  metrics.authentications.inc({ outcome: principal === undefined ? 'session_ended' : 'session' });
  if (principal === undefined) throw sessionEnded();
  request.principal = principal;
  deployment.usage.noteMember(principal.member);
}

const MISSING_HINT = 'send the access token in the header `Authorization`';

/** Who asks for a change on a route that is not public, and from where. */
export function callerOf(request: FastifyRequest): Caller {
  const { idempotent } = request;
  return { principal: principalOf(request), ...originOf(request), ...(idempotent && { idempotent }) };
}

/** Where a call comes from, on any route. */
export function originOf({ ip, id }: FastifyRequest): CallOrigin {
  return { address: ip, requestId: id };
}

/** The caller of a route that is not public. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.principal === undefined) throw new Error('this route is public and has no principal');
  return request.principal;
}

/** RFC 6750 section 2.3 allows the query; it ends up in logs and histories, so it is refused. */
function refuseTokenInQuery({ url = '' }: IncomingMessage): void {
  const start = url.indexOf('?');
  if (start === -1 || !new URLSearchParams(url.slice(start + 1)).has('access_token')) return;
  throw new Failure('invalid_request', 'a token in the query is not taken', { hint: MISSING_HINT });
}

/**
 * The secret in the header `Authorization`: raw, or after `Bearer`. Read from the raw headers, since Node joins or
 * drops a second one and two readers could then disagree on who called.
 */
export function presentedToken({ rawHeaders }: IncomingMessage): string | undefined {
  let found: string | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length !== HEADER.length || name.toLowerCase() !== HEADER) continue;
    if (found !== undefined)
      throw new Failure('invalid_request', 'send one `Authorization` header, not several');
    found = rawHeaders[index + 1] ?? '';
  }
  return tokenIn(found ?? '');
}

/** In the value of an `Authorization` header. */
export function tokenIn(header: string): string | undefined {
  const value = header.trim();
  const [, scheme, rest] = (value.includes(' ') && /^(\S+) +(.*)$/.exec(value)) || [];
  const token = scheme?.toLowerCase() === 'bearer' ? rest : value;
  return token === undefined || token === '' || token.toLowerCase() === 'bearer' ? undefined : token;
}

const HEADER = 'authorization';
