import type { Body, CallOptions } from './call-types.ts';
import { answerOf, type Client, callInit } from './client.ts';

const PATH = '/api/v2/gateway-routes/{key}';

/** Which access each request to an API behind a gateway needs. */
export function gatewayRouteCalls(client: Client) {
  return {
    list: (options?: CallOptions) => answerOf(client.GET('/api/v2/gateway-routes', callInit(options))),
    get: (key: string, options?: CallOptions) =>
      answerOf(client.GET(PATH, { params: { path: { key } }, ...callInit(options) })),
    /** Writes a route, or writes it anew. */
    put: (key: string, body: Body<'putGatewayRoute'>, options?: CallOptions) =>
      answerOf(client.PUT(PATH, { params: { path: { key } }, body, ...callInit(options) })),
    /** Which route decides on a request, and what it asks for. */
    match: (body: Body<'matchGatewayRoute'>, options?: CallOptions) =>
      answerOf(client.POST('/api/v2/gateway-routes/match', { body, ...callInit(options) })),
    delete: (key: string, options?: CallOptions) =>
      answerOf(client.DELETE(PATH, { params: { path: { key } }, ...callInit(options) })),
  };
}
