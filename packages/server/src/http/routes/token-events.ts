import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { Failure } from '../../failure.ts';
import { StorageUnavailable } from '../../storage/store.ts';
import { getToken } from '../../tokens/get-token.ts';
import { watchTokenUse } from '../../verification/watch-token-use.ts';
import { authenticateAgain } from '../authenticate-again.ts';
import { principalOf } from '../authenticate-request.ts';
import { endUnread } from '../limits/end-unread.ts';
import { OpenStreams } from '../limits/open-streams.ts';
import { errorResponses } from '../schemas/error.ts';
import { IdParamsSchema } from '../schemas/object-id.ts';
import type { Routes } from './route.ts';

/** A connection is not held for ever: after this, whoever listens comes again. */
const STREAM_LIFE_MS = 60_000;
const LONGEST_UNREAD_MS = 10_000;
const LIMITS = { atOnce: 256, ofOne: 8 };

/** What happens to a token, as it happens: server-sent events. */
export const tokenEventRoutes: Routes = (app, deployment) => {
  const ending = new AbortController();
  const streams = new OpenStreams(LIMITS);
  app.addHook('preClose', async () => ending.abort());

  app.get(
    '/api/v2/tokens/:id/events',
    {
      exposeHeadRoute: false,
      config: { isBackground: true },
      schema: {
        operationId: 'getTokenEvents',
        tags: ['Access tokens'],
        summary: 'Follow the use of an access token',
        description:
          'Server-sent events. `used` holds `lastUsed`, `lastUsedAddress`, `lastUsedAgent` and `superseded` (whether it was an older secret) in its data: the last use so far, if any, then each later one within a second, except in a second with several. Ends after a minute, and within seconds when the caller may not see the token any more. A caller may have 8 at once.',
        params: IdParamsSchema,
        response: {
          200: {
            description: 'The events',
            content: { 'text/event-stream': { schema: Type.Unsafe<Readable>({ type: 'string' }) } },
          },
          ...errorResponses(401, 403, 404, 429),
        },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const { id } = request.params;
      const { token } = await getToken(deployment, principal, id);
      const ended = streams.open(principal);
      // Rights may end while the stream goes on, and what is not seen any more is not told any more.
      const find = async () =>
        (await getToken(deployment, await authenticateAgain(deployment, request), id)).token;
      const leaving = new AbortController();
      reply.raw.once('close', () => leaving.abort());
      const over = AbortSignal.timeout(STREAM_LIFE_MS);
      const signal = AbortSignal.any([ending.signal, leaving.signal, over]);
      const events = Readable.from(frames(watchTokenUse(deployment, token, find, signal)));
      events.once('close', ended);
      endUnread(reply.raw, LONGEST_UNREAD_MS);
      reply.header('x-accel-buffering', 'no').type('text/event-stream; charset=utf-8');
      return reply.send(events);
    },
  );
};

/**
 * A comment between events shows proxies that the connection is alive. A refusal only ends the stream: its status was sent
 * long ago, and whoever comes again is told why.
 */
async function* frames(uses: ReturnType<typeof watchTokenUse>): AsyncGenerator<string> {
  try {
    for await (const use of uses) {
      const data = use && {
        lastUsed: use.at,
        lastUsedAddress: use.address,
        lastUsedAgent: use.agent,
        superseded: use.isSuperseded,
      };
      yield data ? `event: used\ndata: ${JSON.stringify(data)}\n\n` : ': alive\n\n';
    }
  } catch (error) {
    if (!(error instanceof Failure || error instanceof StorageUnavailable)) throw error;
  }
}
