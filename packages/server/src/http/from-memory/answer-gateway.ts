import type { IncomingMessage } from 'node:http';
import { admitForwardedFromMemory } from '../../decisions/admit-forwarded-from-memory.ts';
import { tokenIn } from '../authenticate-request.ts';
import { identityHeaders } from '../forward-auth/identity-headers.ts';
import { FORWARD_AUTH_ROUTE, readQuestion } from '../forward-auth/original-request.ts';
import { listedPeers } from '../listed-peers.ts';
import type { AnswerParts, FirstAnswer } from './answer-from-memory.ts';
import { sendFromMemory } from './send-from-memory.ts';

const AUTHENTICATED = { outcome: 'authenticated' } as const;
/** A gateway may say it with any method. */
const LABELS = { route: FORWARD_AUTH_ROUTE, status: 200 } as const;
const OF_A_BODY: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding']);

/** `/forward-auth/{account}/{dialect}/…`: a gateway asks for a client that may make its request. */
export function answerGateway({
  deployment,
  metrics,
  config: { trustedProxies },
  addressOf,
  nextRequestId,
}: AnswerParts): FirstAnswer {
  const isListed = listedPeers(trustedProxies);

  return (request, response) => {
    const startedAt = performance.now();
    const { method = '', url = '' } = request;
    if (!isListed(request) || url.includes('%00')) return false;
    const { accountId, original } = readQuestion(request, url) ?? {};
    const presented = onlyToken(request);
    if (accountId === undefined || original === undefined || presented === undefined) return false;
    const client = {
      presented,
      address: addressOf(request) ?? '',
      agent: request.headers['user-agent'] ?? '',
    };
    const admitted = admitForwardedFromMemory(deployment, accountId, client, original);
    if (admitted === undefined) return false;
    metrics.authentications.inc(AUTHENTICATED);
    sendFromMemory(response, {
      metrics,
      requestId: nextRequestId(),
      headers: Object.entries(identityHeaders(admitted)).flat(),
      labels: { ...LABELS, method },
      startedAt,
    });
    return true;
  };
}

/** Undefined also where there are several, and for a request with a body. */
function onlyToken({ rawHeaders }: IncomingMessage): string | undefined {
  let found: string | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (OF_A_BODY.has(name) || (name === 'authorization' && found !== undefined)) return undefined;
    if (name === 'authorization') found = rawHeaders[index + 1];
  }
  return found && tokenIn(found);
}
