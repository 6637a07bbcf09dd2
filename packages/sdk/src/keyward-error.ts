import type { components } from './openapi-types.ts';

type ErrorBody = components['schemas']['Error'];

/** What the service says of a failure, what this client finds out by itself, and what a newer service may say. */
export type KeywardErrorCode =
  | ErrorBody['code']
  /** No answer came, or it broke off. */
  | 'network_failure'
  /** One attempt took longer than `timeoutMs`. */
  | 'timed_out'
  /** The caller's `signal` ended the call. */
  | 'aborted'
  /** An answer came that no Keyward gives: a page of a proxy, a redirect, half a body. */
  | 'unexpected_answer'
  | (string & {});

export interface KeywardErrorFields {
  readonly code: KeywardErrorCode;
  readonly status?: number | undefined;
  readonly hint?: string | undefined;
  readonly requestId?: string | undefined;
  readonly access?: ErrorBody['access'] | undefined;
  readonly reason?: ErrorBody['reason'] | undefined;
  readonly invalidEmails?: readonly string[] | undefined;
  readonly id?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** The one error that calls throw, whatever went wrong. */
export class KeywardError extends Error {
  override readonly name = 'KeywardError';
  readonly code: KeywardErrorCode;
  /** The HTTP status; undefined when no answer came. */
  readonly status: number | undefined;
  /** What to do next. */
  readonly hint: string | undefined;
  /** Names the request in the log of the service. */
  readonly requestId: string | undefined;
  /** The access that was denied. */
  readonly access: ErrorBody['access'] | undefined;
  /** Why it was denied, or each mistake of a policy. */
  readonly reason: ErrorBody['reason'] | undefined;
  readonly invalidEmails: readonly string[] | undefined;
  /** With `already_done`: the id of what the first attempt made. Its secret went with the answer that was lost. */
  readonly id: string | undefined;
  /** How long the service asks to wait. */
  readonly retryAfterMs: number | undefined;
  /** How often the call was sent. */
  attempts = 1;

  constructor(message: string, { cause, ...fields }: KeywardErrorFields) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = fields.code;
    this.status = fields.status;
    this.hint = fields.hint;
    this.requestId = fields.requestId;
    this.access = fields.access;
    this.reason = fields.reason;
    this.invalidEmails = fields.invalidEmails;
    this.id = fields.id;
    this.retryAfterMs = fields.retryAfterMs;
  }

  /** For logs: everything but the stack and the cause. */
  toJSON(): Record<string, unknown> {
    const { cause: _, ...fields } = this;
    return { ...fields, message: this.message };
  }
}
