import type { FastifyRequest } from 'fastify';
import type { Failure, FailureCode } from '../failure.ts';
import { redactSecrets } from '../tokens/token-format.ts';

/** What OAuth's own clients read of an error: RFC 6749 section 5.2, with the codes of RFC 6750 section 3.1 for bearer tokens. */
export interface OauthError {
  readonly error: string;
  readonly error_description: string;
}

const ERROR_OF: Partial<Record<FailureCode, string>> = {
  forbidden: 'insufficient_scope',
  feature_disabled: 'insufficient_scope',
  internal_error: 'server_error',
  rate_limited: 'temporarily_unavailable',
  service_unavailable: 'temporarily_unavailable',
  restore_pending: 'temporarily_unavailable',
  epoch_superseded: 'temporarily_unavailable',
};

/** The characters of `error_description`. */
const OTHER_CHARACTERS = /[^\x20\x21\x23-\x5b\x5d-\x7e]/g;

/** Stands beside our own fields in every error of a route of OAuth. */
export function oauthError({ code, message }: Failure, { bearerChallenge }: FastifyRequest): OauthError {
  const wasSent = bearerChallenge.includes('invalid_token');
  const error = code === 'unauthorized' ? (wasSent ? 'invalid_token' : 'invalid_client') : ERROR_OF[code];
  return {
    error: error ?? 'invalid_request',
    error_description: redactSecrets(message).replace(OTHER_CHARACTERS, '?'),
  };
}

/** Of a 403: the token is right, and its rights do not reach. */
export const SCOPE_CHALLENGE = 'Bearer error="insufficient_scope"';
