import type { KeywardError } from '../keyward-error.ts';

export interface RetryRules {
  /** How often a call is sent again at most; 0: never. */
  readonly maxRetries: number;
  /** A service that asks to wait longer is not waited for. */
  readonly maxWaitMs: number;
}

/** The service knows an `Idempotency-Key` only together with its caller, and these have none: they are sent once. */
export const POSTS_WITHOUT_CALLER: ReadonlySet<string> = new Set([
  '/api/v2/device-requests',
  '/api/v2/device-requests/token',
  '/api/v2/invitations/accept',
  '/api/v2/password',
  '/api/v2/password-requests',
  '/api/v2/session',
  '/api/v2/setup',
  '/internal/device-authorization',
  '/internal/device-authorization/token',
]);

const REPEATABLE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);
const PASSING_STATUSES: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);
const CONFLICT = 409;
const FIRST_BACKOFF_MS = 250;
const LONGEST_BACKOFF_MS = 8000;

/** Whether a key makes the call happen once at most. */
export function takesIdempotencyKey(method: string, path: string): boolean {
  return method === 'POST' && !POSTS_WITHOUT_CALLER.has(path);
}

/** Whether sending it twice does what sending it once does. */
export function isRepeatable(method: string, path: string): boolean {
  return REPEATABLE_METHODS.has(method) || takesIdempotencyKey(method, path);
}

/** Whether the same call may fare better later, and soon enough. */
export function mayPass({ code, status, retryAfterMs }: KeywardError, { maxWaitMs }: RetryRules): boolean {
  if (retryAfterMs !== undefined && retryAfterMs > maxWaitMs) return false;
  if (code === 'network_failure' || code === 'timed_out') return true;
  // A conflict that asks to wait means that the first attempt is still under way.
  if (status === CONFLICT) return retryAfterMs !== undefined;
  return status !== undefined && PASSING_STATUSES.has(status);
}

/** What was asked for, and by chance something on top that grows, so that not all who wait come back at once. */
export function waitBeforeRetry({ retryAfterMs = 0 }: KeywardError, attempt: number, random: number): number {
  const backoffMs = Math.min(FIRST_BACKOFF_MS * 2 ** (attempt - 1), LONGEST_BACKOFF_MS);
  return Math.ceil(retryAfterMs + random * backoffMs);
}
