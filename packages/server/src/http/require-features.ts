import type { FastifyRequest } from 'fastify';
import { Failure } from '../failure.ts';

/**
 * Keeps tokens from the management API where the account has switched it, or service tokens, off. Sessions, the caller's
 * identity and verification go on: a switch of the account must not stop the services behind it.
 *
 * @throws Failure `feature_disabled`
 */
export function requireFeatures({
  principal,
  routeOptions,
}: Pick<FastifyRequest, 'principal' | 'routeOptions'>): void {
  const { isVerification, isDoor } = routeOptions.config;
  if (principal?.authKind !== 'token' || isVerification === true || isDoor === true) return;
  const { settings, token } = principal;
  if (!settings.restApi) throw disabled('the REST API is', 'restApi');
  if (token.kind === 'service' && !settings.serviceTokens)
    throw disabled('service tokens are', 'serviceTokens');
}

function disabled(what: string, setting: string): Failure {
  return new Failure('feature_disabled', `${what} switched off in this account`, {
    hint: `an administrator can switch it on again in the account's settings: \`${setting}\``,
  });
}
