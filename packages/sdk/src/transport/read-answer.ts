import { KeywardError, type KeywardErrorFields } from '../keyward-error.ts';

/** An answer whose body has arrived whole. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Statuses that come without a body: RFC 9110 section 15.3. */
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205]);
const MAY_BE_EMPTY: ReadonlySet<number> = new Set([202, ...WITHOUT_BODY]);

/** Keyward's own mark on a change that succeeded: nothing between would answer with it. */
const CHANGE_HEADER = 'keyward-effective-everywhere-by';

/**
 * The answer, when it is a success that Keyward gives.
 *
 * @throws KeywardError for every other answer
 */
export function readAnswer({ status, headers, text }: Answer, nowMs: number): Response {
  const json = parsedJson(text);
  if (status < 200 || status >= 300) throw refusal({ status, headers, text }, json, nowMs);
  const isChange = headers.has(CHANGE_HEADER);
  const isComplete = text === '' ? isChange || MAY_BE_EMPTY.has(status) : json !== undefined;
  if (!isComplete)
    throw unexpected(status, headers, text === '' ? 'an empty body' : 'a body that is not JSON');
  return new Response(WITHOUT_BODY.has(status) ? null : text, { status, headers });
}

function refusal({ status, headers, text }: Answer, json: unknown, nowMs: number): KeywardError {
  const body = isRecord(json) ? json : {};
  if (typeof body.code !== 'string' || typeof body.message !== 'string') {
    if (status < 400) return unexpected(status, headers, 'a redirect');
    const what = text === '' ? 'an empty body' : 'a body that no Keyward sends';
    return unexpected(status, headers, what, waitAsked(status, headers, nowMs));
  }
  return new KeywardError(body.message, {
    code: body.code,
    status,
    hint: asText(body.hint),
    requestId: asText(body.requestId) ?? headers.get('x-request-id') ?? undefined,
    access: isRecord(body.access) ? (body.access as KeywardErrorFields['access']) : undefined,
    reason: isRecord(body.reason) ? body.reason : undefined,
    invalidEmails: Array.isArray(body.invalid_emails) ? body.invalid_emails.map(String) : undefined,
    id: asText(body._id),
    retryAfterMs: waitAsked(status, headers, nowMs),
  });
}

function unexpected(status: number, headers: Headers, what: string, retryAfterMs?: number): KeywardError {
  return new KeywardError(`the answer has status ${status} and ${what}`, {
    code: 'unexpected_answer',
    status,
    hint: 'see whether `url` is the address of Keyward, and what stands between',
    requestId: headers.get('x-request-id') ?? undefined,
    retryAfterMs,
  });
}

const MS_PER_SECOND = 1000;
const TOO_MANY_REQUESTS = 429;

/** `Retry-After` in seconds, and after too many calls `X-Ratelimit-Reset`, a time in milliseconds: the longer counts. */
function waitAsked(status: number, headers: Headers, nowMs: number): number | undefined {
  const seconds = wholeNumber(headers.get('retry-after'));
  const resetAt = status === TOO_MANY_REQUESTS ? wholeNumber(headers.get('x-ratelimit-reset')) : undefined;
  const waits = [
    ...(seconds === undefined ? [] : [seconds * MS_PER_SECOND]),
    ...(resetAt === undefined ? [] : [Math.max(0, resetAt - nowMs)]),
  ];
  return waits.length === 0 ? undefined : Math.max(...waits);
}

function wholeNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
