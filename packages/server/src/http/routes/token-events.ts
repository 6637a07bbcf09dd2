import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { Failure } from '../../failure.ts';
import { getToken } from '../../tokens/get-token.ts';
import { watchTokenUse } from '../../verification/watch-token-use.ts';
import { principalOf } from '../authenticate-request.ts';
import { errorResponses } from '../schemas/error.ts';
import { IdParamsSchema } from '../schemas/object-id.ts';
import type { Routes } from './route.ts';

/** Each holds a connection and a timer. */
const STREAMS_AT_ONCE = 256;
/** Rights were asked for when the stream began: after this, whoever listens comes again and is asked again. */
const STREAM_LIFE_MS = 60_000;

/** What happens to a token, as it happens: server-sent events. */
export const tokenEventRoutes: Routes = (app, deployment) => {
  const ending = new AbortController();
  let open = 0;
  app.addHook('preClose', async () => ending.abort());

  app.get(
    '/api/v2/tokens/:id/events',
    {
      exposeHeadRoute: false,
      schema: {
        operationId: 'getTokenEvents',
        tags: ['Access tokens'],
        summary: 'Follow the use of an access token',
        description:
          'Server-sent events. `used` holds `lastUsed`, `lastUsedAddress`, `lastUsedAgent` and `superseded` (whether it was an older secret) in its data: the last use so far, if any, then each later one within a second, except in a second with several. Ends after a minute.',
        params: IdParamsSchema,
        response: {
          200: {
            description: 'The events',
            content: { 'text/event-stream': { schema: Type.Unsafe<Readable>({ type: 'string' }) } },
          },
          ...errorResponses(401, 403, 404),
        },
      },
    },
    async (request, reply) => {
      const { token } = await getToken(deployment, principalOf(request), request.params.id);
      if (open >= STREAMS_AT_ONCE) {
        throw new Failure('service_unavailable', 'too many streams of events are open', {
          retryAfterSeconds: 5,
        });
      }
      open++;
      const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(STREAM_LIFE_MS)]);
      const events = Readable.from(frames(watchTokenUse(deployment, token, signal)));
      events.once('close', () => open--);
      reply.header('x-accel-buffering', 'no').type('text/event-stream; charset=utf-8');
      return reply.send(events);
    },
  );
};

/** A comment between events shows proxies that the connection is alive. */
async function* frames(uses: ReturnType<typeof watchTokenUse>): AsyncGenerator<string> {
  for await (const use of uses) {
    const data = use && {
      lastUsed: use.at,
      lastUsedAddress: use.address,
      lastUsedAgent: use.agent,
      superseded: use.isSuperseded,
    };
    yield data ? `event: used\ndata: ${JSON.stringify(data)}\n\n` : ': alive\n\n';
  }
}
