import { KeywardError } from '../keyward-error.ts';
import type { AccessToken } from './access-token.ts';
import { readAnswer } from './read-answer.ts';
import type { Timing } from './timing.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What all attempts of a call have in common. */
export interface OutgoingCall {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | null;
  readonly signal: AbortSignal;
}

export interface SendOptions {
  readonly fetch: Fetch;
  readonly timing: Timing;
  /** For one attempt, until its body has arrived. */
  readonly timeoutMs: number;
  /** Hears, of each answer that says so, when the calling token ends. */
  onTokenExpires(expiresAtMs: number): void;
}

/**
 * Sends a call, with the token or else with the cookies of the page, and reads the whole answer.
 *
 * @throws KeywardError
 */
export async function sendOnce(
  { fetch, timing, timeoutMs, onTokenExpires }: SendOptions,
  { signal, url, method, headers, body }: OutgoingCall,
  token: AccessToken | undefined,
): Promise<Response> {
  const attempt = new AbortController();
  const stop = () => attempt.abort();
  const cancelTimer = timing.after(timeoutMs, stop);
  signal.addEventListener('abort', stop);
  try {
    signal.throwIfAborted();
    const response = await fetch(url, {
      method,
      ...credentialsOf(headers, token),
      body,
      signal: attempt.signal,
      // A redirect would take the token along, or make a POST a GET.
      redirect: 'manual',
    });
    const { status, headers: answered } = response;
    const text = await response.text();
    const expiresAt = answered.get('keyward-token-expires');
    if (expiresAt !== null) onTokenExpires(Number(expiresAt));
    const safeText = response.ok ? text : (token?.redact(text) ?? text);
    return readAnswer({ status, headers: answered, text: safeText }, timing.now());
  } catch (error) {
    if (error instanceof KeywardError) throw error;
    if (signal.aborted) throw abortedCall(signal);
    if (attempt.signal.aborted) throw lateAnswer(timeoutMs);
    throw noAnswer(url, error, token);
  } finally {
    cancelTimer();
    signal.removeEventListener('abort', stop);
  }
}

/** The token, or else the cookies of the page. */
export function credentialsOf(
  headers: Headers,
  token: AccessToken | undefined,
): { readonly headers: Headers; readonly credentials: 'omit' | 'same-origin' } {
  if (token === undefined) return { headers, credentials: 'same-origin' };
  const all = new Headers(headers);
  all.set('authorization', token.authorization);
  return { headers: all, credentials: 'omit' };
}

export function abortedCall(signal: AbortSignal): KeywardError {
  return new KeywardError('the call was ended by its `signal`', { code: 'aborted', cause: signal.reason });
}

function lateAnswer(timeoutMs: number): KeywardError {
  return new KeywardError(`no whole answer came within ${timeoutMs} ms`, {
    code: 'timed_out',
    hint: 'try again, or raise `timeoutMs`',
  });
}

/** An error of `fetch` may hold the request with its headers, so only its words are kept, without the secret. */
export function noAnswer(url: string, error: unknown, token: AccessToken | undefined): KeywardError {
  const words = wordsOf(error).join(': ');
  return new KeywardError(`no answer from \`${new URL(url).origin}\`: ${token?.redact(words) ?? words}`, {
    code: 'network_failure',
    hint: 'see whether Keyward runs there and can be reached',
  });
}

const DEEPEST_CAUSE = 4;

function wordsOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth === DEEPEST_CAUSE) return [];
  const { message, cause, code } = error as Error & { readonly code?: unknown };
  const words = message === '' && typeof code === 'string' ? code : message;
  return [...(words === '' ? [] : [words]), ...wordsOf(cause, depth + 1)];
}
