import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { type Config, isBehindTlsProxy } from '../config.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { admitFromMemory } from '../verification/authenticate.ts';
import { tokenEndHeaders } from './announce-token-end.ts';
import { noteAdmitted, tokenIn } from './authenticate-request.ts';
import { CALLER_IDENTITY_PATH, callerIdentity } from './caller-identity.ts';
import { ANSWER_OF_NO_PAGE } from './cors.ts';
import { answerHeaders } from './error-handling.ts';
import type { Metrics } from './metrics.ts';

/** Answers a request, or leaves it as it was to the routes. */
export type FirstAnswer = (request: IncomingMessage, response: ServerResponse) => boolean;

/** What memory is asked with, and what an answer leaves behind. */
export interface FirstAnswerParts {
  readonly deployment: Deployment;
  readonly metrics: Metrics;
  readonly config: Config;
  readonly logger: Logger;
  readonly nextRequestId: () => string;
}

const LABELS = { method: 'GET', route: CALLER_IDENTITY_PATH, status: 200 } as const;

const PLAIN_NAMES = [
  'authorization',
  'user-agent',
  'host',
  'accept',
  'accept-encoding',
  'accept-language',
  'connection',
  'sec-fetch-mode',
] as const;

/** What clients send with every call, and no answer depends on but by the token, as they write it. */
const PLAIN_HEADERS: ReadonlyMap<string, (typeof PLAIN_NAMES)[number]> = new Map(
  PLAIN_NAMES.flatMap((name) => [
    [name, name],
    [name.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase()), name],
  ]),
);

/**
 * The commonest of all calls, that a token which memory knows is let in, answered before any route is looked for: the hooks, schemas
 * and streams of the routes would cost as much as all of it (ADR 0015). The routes answer the same bytes, and leave the same behind;
 * whatever is not plain goes to them: another header, two tokens, a token that is refused or must be read, a deployment that
 * limits or logs every verification, a service that stops or may not serve.
 */
export function answerFromMemory(parts: FirstAnswerParts): FirstAnswer {
  const { deployment, metrics, config, logger, nextRequestId } = parts;
  const isAlwaysRouted = config.rateLimits.verification > 0 || isBehindTlsProxy(config);
  if (isAlwaysRouted) return () => false;

  return (request, response) => {
    if (request.url !== CALLER_IDENTITY_PATH || request.method !== 'GET') return false;
    if (!deployment.epoch.isServing || logger.isLevelEnabled('debug')) return false;
    const startedAt = performance.now();
    const { presented, agent } = readPlain(request) ?? {};
    const address = request.socket.remoteAddress;
    const admitted = presented && address && admitFromMemory(deployment, presented, address);
    if (!admitted) return false;
    noteAdmitted(deployment, metrics, admitted, { address, agent });
    const body = JSON.stringify(callerIdentity(admitted.principal));
    response.writeHead(200, {
      ...answerHeaders({ id: nextRequestId() }),
      ...ANSWER_OF_NO_PAGE,
      ...tokenEndHeaders(admitted.principal),
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
    metrics.requestSeconds.observe(LABELS, (performance.now() - startedAt) / 1000);
    return true;
  };
}

/** Of a call whose headers are all plain. Read as they came: Node's own object of them would cost as much as the verification. */
function readPlain({ rawHeaders }: IncomingMessage) {
  let authorization: string | undefined;
  let agent: string | undefined;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = PLAIN_HEADERS.get(rawHeaders[index] ?? '');
    if (name === undefined) return undefined;
    if (name === 'authorization') {
      if (authorization !== undefined) return undefined;
      authorization = rawHeaders[index + 1];
    }
    // Of several, Node takes the first.
    if (name === 'user-agent') agent ??= rawHeaders[index + 1];
  }
  return { presented: authorization && tokenIn(authorization), agent };
}
