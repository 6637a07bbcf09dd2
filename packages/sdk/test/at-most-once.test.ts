import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { startTestService } from '../../server/test/test-service.ts';
import { type Fetch, KeywardError } from '../src/index.ts';
import { connect, serviceFetch } from './service-fetch.ts';

/** What may happen to one attempt, on its way there or back. */
const FAULTS = {
  none: (send: Send) => send(),
  'lost on the way there': async () => {
    throw new TypeError('fetch failed');
  },
  'lost on the way back': async (send: Send) => {
    await send();
    throw new TypeError('fetch failed');
  },
  'broken off': async (send: Send) => {
    const response = await send();
    const body = new ReadableStream({ start: (stream) => stream.error(new TypeError('terminated')) });
    return new Response(body, response);
  },
  'answered by a proxy, after it was passed on': async (send: Send) => {
    await send();
    return new Response('<h1>Gateway time-out</h1>', { status: 504 });
  },
  'refused by a proxy': async () => new Response('', { status: 503, headers: { 'retry-after': '1' } }),
  'refused for too many calls': async () =>
    Response.json({ code: 'rate_limited', message: 'm' }, { status: 429 }),
  'sent twice by a proxy': async (send: Send) => {
    const [first] = await Promise.all([send(), send()]);
    return first;
  },
} as const;

const RUNS = 40;

type Send = () => Promise<Response>;
type Fault = keyof typeof FAULTS;

const someFaults = fc.array(fc.constantFrom(...(Object.keys(FAULTS) as Fault[])), { maxLength: 5 });

test('whatever fails, a creation happens once at most, and the caller learns what became of it', async (t) => {
  const service = await startTestService(t);
  const count = () =>
    Number(service.query('select count(*) as count from tokens where deleted_at is null')[0]?.count);
  const outcomes = new Set<string>();

  await fc.assert(
    fc.asyncProperty(someFaults, async (faults) => {
      const remaining = [...faults];
      const reach = serviceFetch(service);
      const fetch: Fetch = (url, init) => FAULTS[remaining.shift() ?? 'none'](() => reach(url, init));
      const keyward = connect(service, { fetch });
      const before = count();
      const outcome = await keyward.tokens.create({ role: 'reader' }).catch((error: KeywardError) => error);
      const made = count() - before;
      assert.ok(made <= 1, `${made} were made`);
      if (!(outcome instanceof KeywardError)) {
        assert.equal(made, 1);
        const identity = await service.call({ url: '/api/v2/caller-identity', as: outcome.token });
        assert.equal(identity.statusCode, 200, 'the secret that came back works');
        outcomes.add('made');
        return;
      }
      outcomes.add(outcome.code);
      if (outcome.code === 'already_done') {
        assert.equal(made, 1);
        remaining.length = 0;
        const reset = await keyward.tokens.reset(String(outcome.id));
        assert.equal(reset.token.length > 4, true, 'a secret that was lost is replaced');
        assert.equal(count() - before, 1);
      }
    }),
    { numRuns: RUNS },
  );
  assert.ok(outcomes.has('made') && outcomes.has('already_done'), [...outcomes].join());
});
