import type { IncomingMessage } from 'node:http';
import { introspectFromMemory } from '../../decisions/introspect-from-memory.ts';
import { Failure } from '../../failure.ts';
import { noteAdmitted } from '../authenticate-request.ts';
import { FORM_TYPE, parseFormBody } from '../form-body.ts';
import { INTROSPECTION_PATH, introspectionAnswer, isClientAddress } from '../schemas/introspection.ts';
import type { AnswerParts, FirstAnswer } from './answer-from-memory.ts';
import { headersOfJson } from './headers-of-json.ts';
import { PLAIN_NAMES_WITH_BODY, type PlainHeaders, readPlainHeaders } from './plain-headers.ts';
import { sendFromMemory } from './send-from-memory.ts';

const LABELS = { method: 'POST', route: INTROSPECTION_PATH, status: 200 } as const;
/** A secret and an address are much shorter. */
const LONGEST_FORM_BYTES = 1_024;
const FIELDS: readonly string[] = ['token', 'token_type_hint', 'client_ip'];

/**
 * `POST /oauth2/introspect` whose form came in one piece with the headers. Node hands it out after them, in the same turn: it is
 * looked at then. A form that is not answered is put back as it was, and the routes read it.
 */
export function answerIntrospection(parts: AnswerParts): FirstAnswer {
  const { deployment, metrics, logger, addressOf, nextRequestId } = parts;
  return (request, response, byRoutes) => {
    const startedAt = performance.now();
    const headers = readPlainHeaders(request, PLAIN_NAMES_WITH_BODY);
    const length = headers && formLengthIn(headers);
    const address = length && addressOf(request);
    if (!headers || !length || !address) return false;
    const { presented, agent = '' } = headers;

    const answer = (form: Buffer): boolean => {
      const { token, client_ip: clientAddress } = readPlainForm(form) ?? {};
      if (token === undefined) return false;
      const client = { address: clientAddress, agent };
      const known = introspectFromMemory(deployment, { presented, address }, token, client);
      if (known === undefined) return false;
      noteAdmitted(deployment, metrics, known.caller, { address, agent });
      const body = introspectionAnswer(known.found.principal, deployment.publicUrl);
      const [requestId, headers] = [nextRequestId(), headersOfJson(known.caller.principal)];
      sendFromMemory(response, { metrics, requestId, headers, body, labels: LABELS, startedAt });
      return true;
    };

    process.nextTick(() => {
      const form = takeWholeForm(request, length);
      try {
        if (form !== undefined && answer(form)) return;
      } catch (error) {
        logger.error({ err: error }, 'memory could not answer; the routes do');
        if (response.headersSent) return void response.destroy();
      }
      if (form !== undefined) request.unshift(form);
      byRoutes();
    });
    return true;
  };
}

function formLengthIn({ contentType, contentLength }: PlainHeaders): number | undefined {
  const length = Number(contentLength);
  return contentType === FORM_TYPE && length > 0 && length <= LONGEST_FORM_BYTES ? length : undefined;
}

/** Taken without a listener: the routes find the request as if nobody had looked. */
function takeWholeForm(request: IncomingMessage, length: number): Buffer | undefined {
  return request.readableLength === length ? request.read() : undefined;
}

/** Undefined for a form that the routes refuse, and for one with fields that nobody knows. */
function readPlainForm(form: Buffer): Readonly<Record<string, string>> | undefined {
  try {
    const fields = parseFormBody(form);
    const isPlain = Object.keys(fields).every((name) => FIELDS.includes(name));
    return isPlain && isClientAddress(fields.client_ip) ? fields : undefined;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
