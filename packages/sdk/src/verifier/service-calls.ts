import type { components } from '../openapi-types.ts';
import { type AccessTokenSource, tokenReader } from '../transport/create-transport.ts';
import { createStreamTransport } from '../transport/open-stream.ts';
import { type Fetch, sendOnce } from '../transport/send-once.ts';
import { serviceAddress } from '../transport/service-address.ts';
import type { Timing } from '../transport/timing.ts';

export type PrincipalAnswer = components['schemas']['PortablePrincipal'];
export type UseReport = components['schemas']['UseReport'];

export interface ServiceOptions {
  readonly url: string | URL;
  readonly token: AccessTokenSource;
  readonly timeoutMs: number;
  readonly fetch: Fetch;
  readonly timing: Timing;
}

/** The three calls of a verifier. Each is sent once: whoever waits for an answer had better hear soon that none comes. */
export function serviceCalls({ url, token, timeoutMs, fetch, timing }: ServiceOptions) {
  const base = serviceAddress(url);
  const path = `${base.origin}${base.pathname.replace(/\/+$/, '')}/api/v2/verification`;
  const currentToken = tokenReader(token);
  const openStream = createStreamTransport({ accessToken: token, fetch, timing });
  const sender = { fetch, timing, timeoutMs, onTokenExpires: () => undefined };

  async function post(name: string, body: unknown, signal: AbortSignal): Promise<Response> {
    const headers = new Headers({ accept: 'application/json', 'content-type': 'application/json' });
    const call = { method: 'POST', url: `${path}/${name}`, headers, body: JSON.stringify(body), signal };
    return sendOnce(sender, call, await currentToken());
  }

  return {
    async loadPrincipal(secret: string, typesVersion: string | undefined, signal: AbortSignal) {
      const body = { token: secret, ...(typesVersion !== undefined && { typesVersion }) };
      return (await (await post('principals', body, signal)).json()) as PrincipalAnswer;
    },
    async reportUses(report: UseReport, signal: AbortSignal) {
      await post('uses', report, signal);
    },
    /** @param lastId where to go on */
    async followChanges(
      lastId: string | undefined,
      signal: AbortSignal,
    ): Promise<ReadableStream<Uint8Array>> {
      const headers = {
        accept: 'text/event-stream',
        ...(lastId !== undefined && { 'last-event-id': lastId }),
      };
      const response = await openStream(new Request(`${path}/stream`, { headers, signal }));
      return response.body ?? new ReadableStream({ start: (controller) => controller.close() });
    },
  };
}

export type ServiceCalls = ReturnType<typeof serviceCalls>;
