import type { Deployment } from '../deployment/deployment.ts';
import { requireAccess } from '../grants/require-access.ts';
import { type Authentication, authenticate } from '../verification/authenticate.ts';
import type { Caller } from '../verification/caller.ts';
import type { TokenPrincipal } from '../verification/principal.ts';

/** Who presented a secret to the service that asks about it. */
export interface EndClient {
  /** Undefined when the service does not say: a token that works from some addresses only then counts as one that does not work. */
  readonly address: string | undefined;
  /** What is kept of the use as its program. */
  readonly agent: string;
}

/**
 * Says for a service that was given a secret whose token it is, and notes the use, as if the secret had been presented here.
 *
 * @returns undefined for everything that does not work for this client now, whatever the reason, and for every token of another
 *   account, of which nothing is noted either
 * @throws Failure `forbidden`
 * @throws StorageUnavailable when it cannot be said: never an answer about the secret then
 *
 * A secret that memory knows is answered at once: the answer is no promise then.
 */
export function introspectToken(
  deployment: Deployment,
  caller: Caller,
  presented: string,
  client: EndClient,
): TokenPrincipal | undefined | Promise<TokenPrincipal | undefined> {
  requireAccess(caller.principal, 'introspectToken', 'acct');
  const found = authenticate(deployment, presented, { address: client.address ?? '', changes: false });
  const judged = (known: Authentication) => judge(deployment, caller, known, client);
  return found instanceof Promise ? found.then(judged) : judged(found);
}

function judge(
  deployment: Deployment,
  { principal, address, requestId }: Caller,
  found: Authentication,
  client: EndClient,
): TokenPrincipal | undefined {
  if (accountOf(found) !== principal.accountId) return undefined;
  const origin = { address: client.address ?? address, requestId };
  switch (found.outcome) {
    case 'authenticated':
      deployment.usage.noteToken(found.principal, origin.address, client.agent);
      return found.principal;
    case 'wrong_address':
      deployment.usage.noteStrangeAddress(found.principal.token);
      deployment.usage.noteDenied(found.principal.token);
      return undefined;
    case 'refused':
      deployment.endedSecrets.note(found, origin);
      return undefined;
    default:
      return undefined;
  }
}

function accountOf(found: Authentication): string | undefined {
  if (found.outcome === 'unrecognized') return undefined;
  return found.outcome === 'refused' ? found.token.accountId : found.principal.accountId;
}
