/** Every code that an answer of the service may carry. `http/error-map.ts` gives each its status. */
export const FAILURE_CODES = [
  'invalid_request',
  'unauthorized',
  'forbidden',
  'not_found',
  'method_not_allowed',
  'conflict',
  'optimistic_locking_error',
  'already_done',
  'duplicate_emails',
  'email_already_exists_in_account',
  'email_taken_in_different_account',
  'idempotency_key_reused',
  'patch_failed',
  'feature_disabled',
  'request_too_large',
  'headers_too_large',
  'unsupported_media_type',
  'request_timeout',
  'rate_limited',
  'internal_error',
  'service_unavailable',
  'restore_pending',
  'epoch_superseded',
] as const;

export type FailureCode = (typeof FAILURE_CODES)[number];

export interface FailureDetails {
  /** What to do next, in one sentence. */
  readonly hint?: string;
  /** The access that was refused. */
  readonly access?: { readonly action: string; readonly resource: string };
  /** Why it was refused. */
  readonly reason?: Readonly<Record<string, unknown>>;
  /** The addresses that are at fault. */
  readonly invalidEmails?: readonly string[];
  /** What the call made when it was made the first time. */
  readonly targetId?: string;
  /** Seconds after which a retry is sensible. */
  readonly retryAfterSeconds?: number;
  /** The internal cause: logged, never sent. */
  readonly cause?: unknown;
}

/** A refusal with a stable code and a message for the caller. It never carries a secret. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly details: FailureDetails;

  constructor(code: FailureCode, message: string, details: FailureDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.details = details;
  }
}
