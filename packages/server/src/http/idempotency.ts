/**
 * Calls that may be repeated: a client that lost the answer of a POST sends it again with the same `Idempotency-Key`,
 * and nothing happens twice. A key is known for 24 hours, to the caller and the path that it was sent to.
 */
import crypto from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type { Deployment } from '../deployment/deployment.ts';
import { Failure } from '../failure.ts';
import { CallUnderWay, KEY_LIFE_MS } from '../grants/change-as.ts';
import type { IdempotentCallKey } from '../storage/idempotent-call-store.ts';
import { isSameDigest, type Pepper, peppersOf } from '../tokens/secret-digest.ts';
import { holdsSecret } from '../tokens/token-format.ts';
import type { IdempotentRequest } from '../verification/caller.ts';
import type { Principal } from '../verification/principal.ts';
import { addRouteHook, takes } from './add-route-hook.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set when the call names itself by a key. */
    idempotent: IdempotentRequest | undefined;
  }
}

/** Printable ASCII, as RFC 9110 section 5.5 has it for a header. */
const KEY = /^[\x21-\x7e]{1,255}$/;

export function registerIdempotency(app: FastifyInstance, deployment: Deployment): void {
  const running = new Set<string>();
  app.decorateRequest('idempotent', undefined);

  const isPost = (route: RouteOptions) => takes(route, 'POST') && route.config?.isRepeatable !== true;
  addRouteHook(app, isPost, 'preHandler', async (request: FastifyRequest, reply: FastifyReply) => {
    const { principal } = request;
    const key = request.headers['idempotency-key'];
    if (key === undefined || principal === undefined) return;
    const call = idempotentRequest(deployment, request, principal, String(key));
    if (running.has(nameOf(call))) {
      throw new CallUnderWay();
    }
    request.idempotent = call;
    running.add(nameOf(call));
    return replay(deployment, call, request, reply);
  });

  addRouteHook(
    app,
    isPost,
    'onSend',
    async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
      const { idempotent } = request;
      const isStored = idempotent !== undefined && reply.statusCode < 300 && !reply.hasHeader(REPLAYED);
      if (!isStored || typeof payload !== 'string' || holdsSecret(payload)) return;
      try {
        await deployment.store.rememberAnswer(idempotent, JSON.stringify([reply.statusCode, payload]));
      } catch (error) {
        request.log.warn(
          { requestId: request.id, err: error },
          'the answer of a call with an `Idempotency-Key` was not kept',
        );
      }
    },
  );

  addRouteHook(app, isPost, 'onResponse', async ({ idempotent }: FastifyRequest) => {
    if (idempotent !== undefined) running.delete(nameOf(idempotent));
  });
}

/** The header of an answer that is given once more. */
export const REPLAYED = 'idempotent-replayed';

function idempotentRequest(
  { pepper }: Deployment,
  { url, body, routeOptions }: FastifyRequest,
  principal: Principal,
  key: string,
): IdempotentRequest {
  if (!KEY.test(key) || holdsSecret(key)) {
    throw new Failure('invalid_request', '`Idempotency-Key` must be 1 to 255 printable ASCII characters', {
      hint: 'a UUID is a good key; a secret is none',
    });
  }
  const { accountId, authKind } = principal;
  return {
    accountId,
    caller: authKind === 'token' ? `token:${principal.token.id}` : `member:${principal.member.id}`,
    operation: `POST ${routeOptions.url ?? ''} ${url.split('?', 1)[0]}`,
    key,
    bodyDigest: digestOfBody(pepper, { url, body }),
  };
}

function digestOfBody({ key }: Pepper, { url, body }: Pick<FastifyRequest, 'url' | 'body'>): Buffer {
  return crypto
    .createHmac('sha256', key)
    .update(JSON.stringify([url, body ?? null]))
    .digest();
}

/** Answers what was answered before. A secret leaves once, so of such an answer only the id is known. */
async function replay(
  { store, clock, pepper }: Deployment,
  call: IdempotentRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const known = await store.findIdempotentCall(call);
  if (known === undefined || known.at <= clock.now() - KEY_LIFE_MS) return undefined;
  const isSame = peppersOf(pepper).some((each) =>
    isSameDigest(known.bodyDigest, digestOfBody(each, request)),
  );
  if (!isSame) {
    throw new Failure('idempotency_key_reused', 'this `Idempotency-Key` was sent with another body before', {
      hint: 'use a new key for another call',
    });
  }
  if (known.answer === null) {
    throw new Failure('already_done', 'this call was made already, and its secret was sent then', {
      ...(known.targetId !== null && { targetId: known.targetId }),
      hint: 'if the secret was lost, reset the token or send a new invitation',
    });
  }
  const [status, payload] = JSON.parse(known.answer) as [number, string];
  return reply
    .code(status)
    .header(REPLAYED, 'true')
    .type('application/json; charset=utf-8')
    .serializer((text: unknown) => String(text))
    .send(payload);
}

function nameOf({ accountId, caller, operation, key }: IdempotentCallKey): string {
  return JSON.stringify([accountId, caller, operation, key]);
}
