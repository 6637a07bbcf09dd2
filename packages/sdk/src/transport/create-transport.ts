import { KeywardError } from '../keyward-error.ts';
import { AccessToken } from './access-token.ts';
import {
  isRepeatable,
  mayPass,
  type RetryRules,
  takesIdempotencyKey,
  waitBeforeRetry,
} from './retry-rules.ts';
import { abortedCall, type OutgoingCall, type SendOptions, sendOnce } from './send-once.ts';
import { sleep } from './sleep.ts';

/** A secret, or where to get the current one: asked before each attempt, so that a rotation needs no restart. */
export type AccessTokenSource = string | (() => string | Promise<string>);

export interface TransportOptions extends SendOptions, RetryRules {
  /** Undefined: the session cookie of the page. */
  readonly accessToken: AccessTokenSource | undefined;
  /** The path under which the service is reached. */
  readonly basePath: string;
}

const IDEMPOTENCY_KEY = 'idempotency-key';

/**
 * A `fetch` that sends a request until it succeeds or the rules say to give up, and throws `KeywardError` for all that
 * is no success. A POST carries one `Idempotency-Key` over its attempts, so that it happens once at most.
 */
export function createTransport(options: TransportOptions): (request: Request) => Promise<Response> {
  const { timing, maxRetries } = options;
  const currentToken = tokenReader(options.accessToken);

  return async (request) => {
    const { method, signal } = request;
    const path = new URL(request.url).pathname.slice(options.basePath.length);
    const call = await outgoingCall(request, path);
    for (let attempt = 1; ; attempt++) {
      const token = await currentToken();
      try {
        return await sendOnce(options, call, token);
      } catch (error) {
        if (!(error instanceof KeywardError)) throw error;
        error.attempts = attempt;
        if (attempt > maxRetries || !isRepeatable(method, path) || !mayPass(error, options)) throw error;
        await sleep(timing, waitBeforeRetry(error, attempt, timing.random()), signal);
        if (signal.aborted) throw Object.assign(abortedCall(signal), { attempts: attempt });
      }
    }
  };
}

/** Answers the current token before each attempt. Undefined: the cookie of the page is the credential. */
export function tokenReader(source: AccessTokenSource | undefined): () => Promise<AccessToken | undefined> {
  if (typeof source === 'function') return async () => new AccessToken(await source());
  const token = source === undefined ? undefined : new AccessToken(source);
  return async () => token;
}

/** The body is read once, because a `Request` can be sent once. */
async function outgoingCall(request: Request, path: string): Promise<OutgoingCall> {
  const { method, url, signal } = request;
  const headers = new Headers(request.headers);
  if (takesIdempotencyKey(method, path) && !headers.has(IDEMPOTENCY_KEY)) {
    headers.set(IDEMPOTENCY_KEY, newIdempotencyKey());
  }
  return { method, url, signal, headers, body: (await request.text()) || null };
}

/** Not `randomUUID`: browsers have that only where https is. */
function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
