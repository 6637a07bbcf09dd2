import { KeywardError } from '../keyward-error.ts';
import type { Authorization, Presenter, Principal, Verifier } from '../verifier/index.ts';
import { annotateSpan, type Wanted } from './annotate-span.ts';

/** A text, or how it follows from a request. */
export type From<Request> = string | ((request: Request) => string);

export interface GuardOptions<Request> {
  readonly verifier: Pick<Verifier, 'authorize'>;
  /** What the call does, as policies name it. */
  readonly action: From<Request>;
  /** What it does it to: `door/front`. */
  readonly resource: From<Request>;
  /** Where the client is, where the framework does not know it. */
  readonly address?: (request: Request) => string | undefined;
}

/** What a framework knows of a call. */
export interface PresentedCall extends Presenter {
  /** Each header `Authorization` that was sent. */
  readonly authorizations: readonly string[];
  /** With its query. */
  readonly url: string;
}

/** The answer to a call that may not go on. */
export interface RefusedCall {
  readonly status: 400 | 401 | 403 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type JudgedCall = { readonly principal: Principal } | { readonly refused: RefusedCall };

/** RFC 6750 section 2.1. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;
const DEFAULT_RETRY_MS = 1_000;

/**
 * Whether a call may go on, and else the answer that RFC 6750 section 3 asks for. What cannot be found out is 503: never a yes, and
 * never a 401 because of our own fault. At once when memory knows the secret: a promise would cost as much as all of it.
 *
 * @throws whatever the resource or the action throws
 */
export function judgeCall<Request>(
  { verifier, action, resource }: GuardOptions<Request>,
  request: Request,
  call: PresentedCall,
): JudgedCall | Promise<JudgedCall> {
  const { authorizations, url } = call;
  if (authorizations.length > 1) return malformed('send one `Authorization` header, not several');
  if (hasTokenInQuery(url)) return malformed('a token in the query is not taken');
  const [authorization = ''] = authorizations;
  const secret = BEARER.exec(authorization)?.[1];
  if (secret === undefined) {
    return /^Bearer( |$)/i.test(authorization)
      ? malformed('the header `Authorization` holds no bearer token')
      : missing();
  }
  const wanted = { action: textFrom(action, request), resource: textFrom(resource, request) };
  try {
    const authorization = verifier.authorize(secret, wanted, call);
    return authorization instanceof Promise
      ? authorization.then(
          (later) => answerFor(later, wanted),
          (error) => unknowable(error, wanted),
        )
      : answerFor(authorization, wanted);
  } catch (error) {
    return unknowable(error, wanted);
  }
}

function unknowable(error: unknown, wanted: Wanted): JudgedCall {
  if (!(error instanceof KeywardError)) throw error;
  annotateSpan({ outcome: 'unavailable' }, wanted);
  return unavailable(error.retryAfterMs);
}

function answerFor(authorization: Authorization, wanted: Wanted): JudgedCall {
  annotateSpan(authorization, wanted);
  switch (authorization.outcome) {
    case 'allowed':
      return { principal: authorization.principal };
    case 'denied':
      return refusal(
        403,
        'insufficient_scope',
        `the access token does not allow \`${wanted.action}\` on \`${wanted.resource}\``,
      );
    case 'wrong_address':
      return refusal(403, 'insufficient_scope', 'the access token does not work from this address');
    case 'invalid_token':
      return refusal(401, 'invalid_token', 'the access token does not work');
  }
}

function missing(): JudgedCall {
  annotateSpan({ outcome: 'missing_token' });
  const body = JSON.stringify({ error_description: 'send an access token in the header `Authorization`' });
  return { refused: { status: 401, headers: { ...PLAIN, 'www-authenticate': 'Bearer' }, body } };
}

function malformed(description: string): JudgedCall {
  annotateSpan({ outcome: 'invalid_request' });
  return refusal(400, 'invalid_request', description);
}

function refusal(status: 400 | 401 | 403, error: string, description: string): JudgedCall {
  const challenge = { 'www-authenticate': `Bearer error="${error}"` };
  const body = JSON.stringify({ error, error_description: description });
  return { refused: { status, headers: { ...PLAIN, ...challenge }, body } };
}

function unavailable(retryAfterMs = DEFAULT_RETRY_MS): JudgedCall {
  const body = JSON.stringify({
    error: 'temporarily_unavailable',
    error_description: 'tokens cannot be verified now',
  });
  const headers = { ...PLAIN, 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) };
  return { refused: { status: 503, headers, body } };
}

const PLAIN = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' } as const;

function textFrom<Request>(source: From<Request>, request: Request): string {
  return typeof source === 'string' ? source : source(request);
}

/** RFC 6750 section 2.3 allows the query; it ends up in logs and histories. */
function hasTokenInQuery(url: string): boolean {
  const start = url.indexOf('?');
  return start !== -1 && new URLSearchParams(url.slice(start + 1)).has('access_token');
}
