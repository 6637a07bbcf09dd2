import { admitFromMemory } from '../../verification/authenticate.ts';
import { noteAdmitted } from '../authenticate-request.ts';
import { CALLER_IDENTITY_PATH, callerIdentity } from '../caller-identity.ts';
import type { AnswerParts, FirstAnswer } from './answer-from-memory.ts';
import { headersOfJson } from './headers-of-json.ts';
import { PLAIN_NAMES, readPlainHeaders } from './plain-headers.ts';
import { sendFromMemory } from './send-from-memory.ts';

const LABELS = { method: 'GET', route: CALLER_IDENTITY_PATH, status: 200 } as const;

/** `GET /api/v2/caller-identity`. */
export function answerIdentity({ deployment, metrics, addressOf, nextRequestId }: AnswerParts): FirstAnswer {
  return (request, response) => {
    const startedAt = performance.now();
    const { presented, agent } = readPlainHeaders(request, PLAIN_NAMES) ?? {};
    const address = presented && addressOf(request);
    const admitted = address && admitFromMemory(deployment, presented, address);
    if (!admitted) return false;
    noteAdmitted(deployment, metrics, admitted, { address, agent });
    const { principal } = admitted;
    const [body, headers] = [callerIdentity(principal), headersOfJson(principal)];
    const requestId = nextRequestId();
    sendFromMemory(response, { metrics, requestId, headers, body, labels: LABELS, startedAt });
    return true;
  };
}
