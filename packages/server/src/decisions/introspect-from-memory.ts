import type { Deployment } from '../deployment/deployment.ts';
import { hasAccess } from '../grants/require-access.ts';
import { type Authenticated, judgeFromMemory } from '../verification/authenticate.ts';
import type { EndClient } from './introspect-token.ts';

/** Both work, by what memory knows. */
export interface KnownIntrospection {
  readonly caller: Authenticated;
  readonly found: Authenticated;
}

/**
 * The commonest introspection: memory knows the token of the service that asks and the secret that it asks about, both work, and are
 * of one account.
 *
 * @param address of the service that asks
 * @returns undefined for every other, which `introspectToken` answers; nothing is noted or counted then
 */
export function introspectFromMemory(
  deployment: Deployment,
  service: { readonly presented: string; readonly address: string },
  presented: string,
  client: EndClient,
): KnownIntrospection | undefined {
  const caller = judgeFromMemory(deployment, service.presented, service.address);
  if (caller === undefined || !hasAccess(caller.principal, 'introspectToken', 'acct')) return undefined;
  const found = judgeFromMemory(deployment, presented, client.address ?? '');
  if (found?.principal.accountId !== caller.principal.accountId) return undefined;
  deployment.principals.counts.hits += 2;
  deployment.usage.noteToken(found.principal, client.address ?? service.address, client.agent);
  return { caller, found };
}
