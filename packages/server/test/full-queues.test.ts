import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { StorageUnavailable } from '../src/index.ts';
import { Analyst } from '../src/policies/analyst.ts';
import { addServiceTokens } from './add-service-tokens.ts';
import { startTestService } from './test-service.ts';

const TOKENS = '/api/v2/tokens';
const EVERYTHING = {
  visible: { serviceTokens: true, allPersonalTokens: true },
  conditions: [{ createdBeforeMs: Number.MAX_SAFE_INTEGER }],
  nowMs: 0,
};
const POLICY = [{ effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] }] as const;

/** The analyst of the running service: the one that answers a call. */
async function analystOf(
  t: TestContext,
  question: 'lint' | 'contains',
  call: () => Promise<unknown>,
): Promise<Analyst> {
  const asked = t.mock.method(Analyst.prototype, question);
  await call();
  const analyst = asked.mock.calls[0]?.this;
  asked.mock.restore();
  return analyst instanceof Analyst ? analyst : assert.fail(`nothing asked \`${question}\``);
}

const askerOf = (accountId: string) => ({ accountId, types: { declarations: [] } });

/** Asks that many questions at any time until the test ends: one that is answered is asked again at once. */
function keepAsking(t: TestContext, times: number, ask: () => Promise<unknown>): () => Promise<void> {
  let isOver = false;
  const asking = Array.from({ length: times }, async () => {
    while (!isOver) await ask();
  });
  const stop = async () => {
    isOver = true;
    await Promise.all(asking);
  };
  t.after(stop);
  return stop;
}

test('long reads wait on a thread of their own, which single rows and secrets do not wait for', async (t) => {
  const service = await startTestService(t);
  const { deployment, accountId } = service;
  const { _id } = await service.createToken({ role: 'reader' });
  addServiceTokens(service, 50_000);
  const { tokens, audit } = deployment.store.reads;
  await tokens.countTokens(accountId, EVERYTHING);
  for (const read of [() => tokens.findToken(accountId, _id), () => audit.findAuditEntry(accountId, _id)]) {
    let answered = 0;
    const long = Array.from({ length: 200 }, async () => {
      await tokens.countTokens(accountId, EVERYTHING);
      answered++;
    });
    await read();
    const before = answered;
    await Promise.all(long);
    assert.ok(before < 200, 'the single row came after all of the long reads');
  }
});

test('of 257 reads at once the last is refused, and the others are answered', async (t) => {
  const { deployment, accountId } = await startTestService(t);
  const reads = Array.from({ length: 257 }, () =>
    deployment.store.reads.tokens.countTokens(accountId, EVERYTHING),
  );
  const settled = await Promise.allSettled(reads);
  const refused = settled.filter(({ status }) => status === 'rejected');
  assert.equal(refused.length, 1);
  const [last] = settled.slice(-1);
  assert.ok(last?.status === 'rejected' && last.reason instanceof StorageUnavailable, 'the last');
  assert.equal(await deployment.store.reads.tokens.countTokens(accountId, EVERYTHING), 1);
});

test('a list that finds the queue full is 503 with Retry-After, and all that needs no list goes on', async (t) => {
  const service = await startTestService(t);
  const { _id } = await service.createToken({ role: 'reader' });
  const { tokens } = service.deployment.store.reads;
  const stop = keepAsking(t, 256, () => tokens.countTokens(service.accountId, EVERYTHING));
  const refused = await service.call({ url: TOKENS });
  assert.deepEqual([refused.statusCode, refused.json().code], [503, 'service_unavailable']);
  assert.equal(refused.headers['retry-after'], '5');
  assert.equal((await service.call({ url: `${TOKENS}/${_id}` })).statusCode, 200);
  assert.equal((await service.call({ url: '/api/v2/caller-identity' })).statusCode, 200);
  await stop();
  assert.equal((await service.call({ url: TOKENS })).json().totalCount, 2);
});

test('a question about policies that finds the queue full is 503 with Retry-After, and grants do not wait behind it', async (t) => {
  const service = await startTestService(t);
  const lint = () =>
    service.call({ method: 'POST', url: '/api/v2/policies/lint', payload: { policy: POLICY } });
  const analyst = await analystOf(t, 'lint', lint);
  const stop = keepAsking(t, 16, () => analyst.lint([...POLICY], {}, askerOf(service.accountId)));
  const refused = await lint();
  assert.deepEqual([refused.statusCode, refused.json().code], [503, 'service_unavailable']);
  assert.equal(refused.headers['retry-after'], '1');
  const { token } = await service.createToken({ inlineRole: POLICY });
  assert.equal((await service.call({ url: '/api/v2/caller-identity', as: token })).statusCode, 200);
  await stop();
  assert.equal((await lint()).statusCode, 200);
});

test('a grant that finds the queue full is 503 with Retry-After, and nothing is made', async (t) => {
  const service = await startTestService(t);
  const grant = () =>
    service.call({ method: 'POST', url: TOKENS, payload: { inlineRole: POLICY, serviceToken: true } });
  const analyst = await analystOf(t, 'contains', grant);
  const scope = { inlineRole: [...POLICY] };
  const stop = keepAsking(t, 16, () => analyst.contains({ scope }, { scope }, askerOf(service.accountId)));
  const refused = await grant();
  assert.deepEqual([refused.statusCode, refused.json().code], [503, 'service_unavailable']);
  assert.equal(refused.headers['retry-after'], '1');
  await stop();
  assert.equal((await service.call({ url: TOKENS })).json().totalCount, 2);
  assert.equal((await grant()).statusCode, 201);
});

test('an account that keeps its queue full takes nobody else their turn: not for questions, and not for grants', async (t) => {
  const service = await startTestService(t);
  const lint = () =>
    service.call({ method: 'POST', url: '/api/v2/policies/lint', payload: { policy: POLICY } });
  const grant = () =>
    service.call({ method: 'POST', url: TOKENS, payload: { inlineRole: POLICY, serviceToken: true } });
  const analyst = await analystOf(t, 'lint', lint);
  const scope = { inlineRole: [...POLICY] };
  const stops = ['first', 'second'].flatMap((busy) => [
    keepAsking(t, 16, () => analyst.lint([...POLICY], {}, askerOf(busy))),
    keepAsking(t, 16, () => analyst.contains({ scope }, { scope }, askerOf(busy))),
  ]);
  await assert.rejects(analyst.lint([...POLICY], {}, askerOf('first')), { code: 'service_unavailable' });
  const answers = [await lint(), await grant()];
  for (const stop of stops) await stop();
  assert.deepEqual(
    answers.map(({ statusCode }) => statusCode),
    [200, 201],
  );
});
