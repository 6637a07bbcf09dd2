/** The one place where a failure becomes a status and a body. */
import type { FastifyError } from 'fastify';
import { Failure, type FailureCode } from '../failure.ts';
import { StorageUnavailable, UniqueViolation } from '../storage/store.ts';
import { redactSecrets } from '../tokens/token-format.ts';

export const STATUS_OF: Readonly<Record<FailureCode, number>> = {
  invalid_request: 400,
  duplicate_emails: 400,
  email_already_exists_in_account: 400,
  email_taken_in_different_account: 400,
  unauthorized: 401,
  forbidden: 403,
  feature_disabled: 403,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  conflict: 409,
  optimistic_locking_error: 409,
  already_done: 409,
  request_too_large: 413,
  unsupported_media_type: 415,
  patch_failed: 422,
  idempotency_key_reused: 422,
  rate_limited: 429,
  headers_too_large: 431,
  internal_error: 500,
  service_unavailable: 503,
  restore_pending: 503,
  epoch_superseded: 503,
};

const STORAGE_RETRY_SECONDS = 5;

/** Errors of Fastify that are the caller's. Everything else that has no code of ours is a 500. */
const FASTIFY_FAILURES: Readonly<Record<string, Failure>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: new Failure('request_too_large', 'the body is too large', {
    hint: 'a body may have 64 KiB, one with a policy or a team 256 KiB',
  }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new Failure(
    'invalid_request',
    'the body is shorter or longer than `Content-Length` says',
  ),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new Failure('unsupported_media_type', 'the body must be JSON', {
    hint: 'send `Content-Type: application/json`',
  }),
  FST_ERR_BAD_URL: new Failure('invalid_request', 'the path is not valid'),
  FST_ERR_MAX_PARAM_LENGTH: new Failure('not_found', 'Invalid resource identifier'),
  FST_ERR_ASYNC_CONSTRAINT: new Failure('not_found', 'Invalid resource identifier'),
};

/** Reads any error as a failure. What we did not foresee is an internal error with its cause kept for the log. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof StorageUnavailable) {
    return new Failure('service_unavailable', 'Keyward cannot reach its data now. Try again later.', {
      retryAfterSeconds: STORAGE_RETRY_SECONDS,
      cause: error,
    });
  }
  if (error instanceof UniqueViolation) {
    return new Failure('conflict', `something with that \`${error.column}\` exists already`, {
      cause: error,
    });
  }
  const { code, validation, message } = error as Partial<FastifyError>;
  if (validation !== undefined) return new Failure('invalid_request', message ?? 'the request is not valid');
  const known = code === undefined ? undefined : FASTIFY_FAILURES[code];
  return known ?? new Failure('internal_error', 'Something went wrong on our side', { cause: error });
}

/** The body of an error answer, as LaunchDarkly's clients read it, with our additions. */
export interface ErrorBody {
  readonly code: FailureCode;
  readonly message: string;
  readonly hint?: string;
  readonly requestId: string;
  readonly _id?: string;
  readonly invalid_emails?: readonly string[];
  readonly access?: { readonly action: string; readonly resource: string };
  readonly reason?: Readonly<Record<string, unknown>>;
}

/** A caller's own words may stand in the message: a secret among them is not sent back. */
export function errorBody({ code, message, details }: Failure, requestId: string): ErrorBody {
  const { hint, access, reason, targetId, invalidEmails } = details;
  return {
    code,
    message: redactSecrets(message),
    ...(reason && { reason }),
    ...(access && { access }),
    ...(invalidEmails && { invalid_emails: invalidEmails }),
    ...(targetId !== undefined && { _id: targetId }),
    ...(hint !== undefined && { hint: redactSecrets(hint) }),
    requestId,
  };
}
