import { accessCalls } from './calls/access.ts';
import { accountCalls } from './calls/account.ts';
import { auditLogCalls } from './calls/audit-log.ts';
import { createTypedClient } from './calls/client.ts';
import { gatewayRouteCalls } from './calls/gateway-routes.ts';
import { memberCalls } from './calls/members.ts';
import { oauthCalls } from './calls/oauth.ts';
import { policyCalls } from './calls/policies.ts';
import { resourceTypeCalls } from './calls/resource-types.ts';
import { roleCalls } from './calls/roles.ts';
import { serviceCalls } from './calls/service.ts';
import { sessionCalls } from './calls/sessions.ts';
import { teamCalls } from './calls/teams.ts';
import { tokenCalls } from './calls/tokens.ts';
import type { components } from './openapi-types.ts';
import { type AccessTokenSource, createTransport } from './transport/create-transport.ts';
import { createStreamTransport } from './transport/open-stream.ts';
import type { RetryRules } from './transport/retry-rules.ts';
import type { Fetch } from './transport/send-once.ts';
import { serviceAddress } from './transport/service-address.ts';
import { systemTiming, type Timing } from './transport/timing.ts';

export type ApiVersion = NonNullable<components['schemas']['AccessTokenPost']['defaultApiVersion']> | 'beta';

/** The version whose answers the types of this package describe. */
export const TYPED_API_VERSION: ApiVersion = 20240415;

/** Programs call with an access token. Pages of the service call with the session cookie of who is signed in. */
export type Credentials =
  | { readonly accessToken: AccessTokenSource; readonly session?: never }
  | { readonly session: true; readonly accessToken?: never };

export type KeywardOptions = Credentials &
  Partial<RetryRules> & {
    /** Where the service is: `https://keyward.example.com`, with a path if it is under one. */
    readonly url: string | URL;
    /** Default: the one that the types describe. */
    readonly apiVersion?: ApiVersion;
    /** For one attempt, until its answer has arrived whole. Default: 15 s. */
    readonly timeoutMs?: number;
    /** Default: that of the platform. */
    readonly fetch?: Fetch;
    /** Default: that of the platform. Tests bring their own. */
    readonly timing?: Timing;
  };

const DEFAULT_TIMEOUT_MS = 15_000;
const DEFAULT_MAX_RETRIES = 3;
const DEFAULT_MAX_WAIT_MS = 30_000;

export type Keyward = ReturnType<typeof createKeyward>;

/**
 * A client of one service.
 *
 * @throws TypeError for an address or credentials that cannot be meant
 */
export function createKeyward(options: KeywardOptions) {
  const { url, accessToken, session, apiVersion = TYPED_API_VERSION } = options;
  if ((accessToken === undefined) === (session === undefined)) {
    throw new TypeError('give either `accessToken` or `session: true`');
  }
  const base = serviceAddress(url);
  const basePath = base.pathname.replace(/\/+$/, '');
  const sender = {
    accessToken,
    fetch: options.fetch ?? ((address: string, init: RequestInit) => fetch(address, init)),
    timing: options.timing ?? systemTiming,
  };
  let tokenExpiresAt: number | undefined;
  const client = createTypedClient({
    baseUrl: base.origin + basePath,
    headers: {
      accept: 'application/json',
      'ld-api-version': String(apiVersion),
      ...(session && { 'x-keyward-request': '1' }),
    },
    fetch: createTransport({
      ...sender,
      basePath,
      timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      maxRetries: options.maxRetries ?? DEFAULT_MAX_RETRIES,
      maxWaitMs: options.maxWaitMs ?? DEFAULT_MAX_WAIT_MS,
      onTokenExpires: (expiresAtMs) => {
        tokenExpiresAt = expiresAtMs;
      },
    }),
  });
  return {
    access: accessCalls(client),
    account: accountCalls(client),
    auditLog: auditLogCalls(client),
    members: memberCalls(client),
    oauth: oauthCalls(client),
    policies: policyCalls(client),
    resourceTypes: resourceTypeCalls(client),
    gatewayRoutes: gatewayRouteCalls(client),
    roles: roleCalls(client),
    service: serviceCalls(client),
    sessions: sessionCalls(client),
    teams: teamCalls(client),
    tokens: tokenCalls(client, createStreamTransport(sender)),
    /** Any operation by method and path, with the same retries and errors: for what has no method of its own. */
    client,
    /** When the calling token ends, in milliseconds since 1970, as last announced; undefined: no end was yet. */
    get tokenExpiresAt(): number | undefined {
      return tokenExpiresAt;
    },
  };
}
