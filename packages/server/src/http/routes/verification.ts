import { Readable } from 'node:stream';
import { type Static, Type } from 'typebox';
import { Failure } from '../../failure.ts';
import { requireAccess } from '../../grants/require-access.ts';
import { StorageUnavailable } from '../../storage/store.ts';
import { followAccount, type Place } from '../../verification/follow-account.ts';
import { loadPrincipal } from '../../verification/load-principal.ts';
import { recordClaimedUses } from '../../verification/record-claimed-uses.ts';
import { authenticateAgain } from '../authenticate-again.ts';
import { callerOf, principalOf } from '../authenticate-request.ts';
import { CallBudget } from '../limits/call-budget.ts';
import { endUnread } from '../limits/end-unread.ts';
import { exceeded } from '../limits/exceeded.ts';
import { idOf, OpenStreams } from '../limits/open-streams.ts';
import { errorResponses } from '../schemas/error.ts';
import {
  type PrincipalRequestSchema,
  principalAnswer,
  type UseReportSchema,
} from '../schemas/verification.ts';
import type { Routes } from './route.ts';

const PATH = '/api/v2/verification';
const tags = ['Verification'];
/** A connection is not held for ever: after this, whoever follows comes again and goes on where they were. */
const STREAM_LIFE_MS = 3_600_000;
/** One token may be that of every instance of a program. */
const LIMITS = { atOnce: 1_024, ofOne: 128 };
/** A hundred uses with the longest words that are taken. */
const REPORT_LIMIT_BYTES = 131_072;
/** Each is a write to the database. Many instances of a program report with one token, each every 10 s. */
const REPORTS = { calls: 300, windowSeconds: 10 };

/** For programs that verify by themselves: what a secret leads to, what changes, and what they saw used. */
export const verificationRoutes: Routes = (app, deployment) => {
  const ending = new AbortController();
  const streams = new OpenStreams(LIMITS);
  const reports = new CallBudget(REPORTS.calls, REPORTS.windowSeconds);
  app.addHook('preClose', async () => ending.abort());

  app.post(
    `${PATH}/principals`,
    {
      config: { isVerification: true },
      schema: {
        operationId: 'loadPrincipal',
        tags,
        summary: 'Answer what a secret leads to, with all that a decision needs',
        description:
          'For programs that verify by themselves. It may be kept while the stream is followed, and says nothing any more `maxStalenessMs` after the latest time up to which all changes are known. It is no use of the token; that a secret was sent which has ended is noted.',
        body: Type.Unsafe<Static<typeof PrincipalRequestSchema>>(Type.Ref('PrincipalPost#')),
        response: {
          200: Type.Ref('PortablePrincipal#', { description: 'What the secret leads to' }),
          ...errorResponses(401, 403, 409, 413, 415),
        },
      },
    },
    async (request) => {
      const { token, typesVersion } = request.body;
      const loaded = await loadPrincipal(deployment, callerOf(request), token);
      return principalAnswer(loaded, typesVersion, deployment.maxStalenessMs);
    },
  );

  app.post(
    `${PATH}/uses`,
    {
      bodyLimit: REPORT_LIMIT_BYTES,
      config: { isVerification: true },
      schema: {
        operationId: 'reportUses',
        tags,
        summary: 'Report the uses of tokens that a program verified by itself',
        description:
          "Claims, marked with the caller: they move `lastUsed` of tokens of the caller's account forwards, and count its calls. A report that is sent again counts once. One holds 100 uses in 128 KiB, and a caller may send 300 in 10 s.",
        body: Type.Unsafe<Static<typeof UseReportSchema>>(Type.Ref('UseReport#')),
        response: {
          204: Type.Null({ description: 'The uses are noted' }),
          ...errorResponses(401, 403, 409, 413, 415, 429),
        },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      const budget = await reports.spend(idOf(principal));
      if (budget?.isExceeded) throw exceeded(budget, 'You have reported uses too often');
      const { uses, ...report } = request.body;
      const claimed = uses.map((use) => ({ address: '', agent: '', ...use }));
      await recordClaimedUses(deployment, principal, { ...report, uses: claimed });
      return reply.status(204).send(null);
    },
  );

  app.get(
    `${PATH}/stream`,
    {
      exposeHeadRoute: false,
      config: { isVerification: true, isBackground: true },
      schema: {
        operationId: 'followChanges',
        tags,
        summary: 'Follow what changes in the account',
        description:
          'Server-sent events, at each change and at least once a second. The data of `changes` holds `changed`, the ids of what changed after the number `after` up to `number`; `after` null: everything may have changed. `asOf`, `ageMs` and `elapsedMs` (since the beginning of the stream) say how far changes are known. `Last-Event-ID` goes on where a stream ended. It ends when the caller may not follow any more, and after an hour. A caller may have 128 at once.',
        headers: Type.Object({ 'last-event-id': Type.Optional(Type.String()) }),
        response: {
          200: {
            description: 'The changes',
            content: { 'text/event-stream': { schema: Type.Unsafe<Readable>({ type: 'string' }) } },
          },
          ...errorResponses(401, 403, 429),
        },
      },
    },
    async (request, reply) => {
      const principal = principalOf(request);
      requireAccess(principal, 'followRevocations', 'acct');
      const ended = streams.open(principal);
      const requireFollower = async () =>
        requireAccess(await authenticateAgain(deployment, request), 'followRevocations', 'acct');
      const leaving = new AbortController();
      reply.raw.once('close', () => leaving.abort());
      const signal = AbortSignal.any([ending.signal, leaving.signal, AbortSignal.timeout(STREAM_LIFE_MS)]);
      const from = placeFrom(request.headers['last-event-id']);
      const told = followAccount(deployment, principal.accountId, from, requireFollower, signal);
      const events = Readable.from(frames(told));
      events.once('close', ended);
      // Whoever has read nothing for so long believes nothing of before any more.
      endUnread(reply.raw, deployment.maxStalenessMs);
      reply.header('x-accel-buffering', 'no').type('text/event-stream; charset=utf-8');
      return reply.send(events);
    },
  );
};

/** What is no place leads to the beginning, as for a follower who comes for the first time. */
function placeFrom(text: string | undefined): Place | undefined {
  const [, history, number] = /^([\w-]{1,32}):(\d{1,15})$/.exec(text ?? '') ?? [];
  return history === undefined ? undefined : { history, number: Number(number) };
}

/** A refusal only ends the stream: its status was sent long ago, and whoever comes again is told why. */
async function* frames(told: ReturnType<typeof followAccount>): AsyncGenerator<string> {
  try {
    for await (const { history, ...data } of told) {
      yield `id: ${history}:${data.number}\nevent: changes\ndata: ${JSON.stringify({ history, ...data })}\n\n`;
    }
  } catch (error) {
    if (!(error instanceof Failure || error instanceof StorageUnavailable)) throw error;
  }
}
