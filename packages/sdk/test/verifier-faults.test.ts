/** Whatever becomes of the stream, nothing is said of a token that ended longer ago than the bound but what is true. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endToken, LONG_MS, outcomeOf, startVerifier, until, untilTold } from './start-verifier.ts';

/** The bound of the service in the tests. */
const BOUND_MS = 5_000;

/** A verifier that knows a token from memory. */
async function startKnowing(t: Parameters<typeof startVerifier>[0], options = {}) {
  const started = await startVerifier(t, options);
  const token = await started.service.createToken({ name: 'known', role: 'reader' });
  await untilTold(started.network, token._id);
  await until(async () => {
    await outcomeOf(started.verifier, token.token);
    return !(started.verifier.verify(token.token) instanceof Promise);
  });
  return { ...started, token };
}

test('with the network cut, memory answers until the bound and not a millisecond longer', async (t) => {
  const { service, verifier, network, token, advance } = await startKnowing(t);
  network.cut();
  await endToken(service, token._id);
  advance(BOUND_MS);
  assert.equal(await outcomeOf(verifier, token.token), 'verified', 'that is what the bound is for');
  advance(1);
  assert.equal(await outcomeOf(verifier, token.token), 'unavailable');
  network.mend();
  await until(async () => (await outcomeOf(verifier, token.token)) === 'invalid_token');
});

test('a shorter bound of its own holds too, a longer one does not', async (t) => {
  for (const [maxStalenessMs, bound] of [
    [1_000, 1_000],
    [60_000, BOUND_MS],
  ] as const) {
    const { verifier, network, token, advance } = await startKnowing(t, { maxStalenessMs });
    network.cut();
    advance(bound);
    assert.equal(await outcomeOf(verifier, token.token), 'verified');
    advance(1);
    assert.equal(await outcomeOf(verifier, token.token), 'unavailable');
  }
});

test('with the stream gone and the service in reach, what is too old is asked for again', async (t) => {
  const { service, verifier, network, token, advance, loads } = await startKnowing(t);
  network.stream = 'drop';
  await endToken(service, token._id);
  advance(BOUND_MS + 1);
  const before = loads();
  assert.equal(await outcomeOf(verifier, token.token), 'invalid_token');
  assert.equal(loads(), before + 1);
});

test('events that were held up on the way renew nothing: age counts from when the service said them', async (t) => {
  const { service, verifier, network, token, advance } = await startKnowing(t);
  network.stream = 'hold';
  await until(() => network.held > 0);
  await endToken(service, token._id);
  advance(LONG_MS);
  network.release(1);
  network.beforeAnswer = () => Promise.reject(new TypeError('fetch failed'));
  await until(async () => {
    assert.equal(await outcomeOf(verifier, token.token), 'unavailable');
    return network.held > 1;
  });
});

test('an event that is missing is noticed by the next one, and everything is asked for again', async (t) => {
  const { service, verifier, network, token } = await startKnowing(t);
  network.stream = 'drop';
  const sent = network.sent.length;
  await endToken(service, token._id);
  await until(() => network.sent.slice(sent).some((text) => text.includes(token._id)));
  network.stream = 'pass';
  await until(async () => (await outcomeOf(verifier, token.token)) === 'invalid_token');
});

test('events that come twice change nothing, and what they tell is told', async (t) => {
  const { service, verifier, network, token, loads } = await startKnowing(t);
  network.stream = 'repeat';
  const other = await service.createToken({ role: 'reader' });
  const sent = network.sent.length;
  await until(() => network.sent.length > sent + 1);
  const before = loads();
  assert.equal(await outcomeOf(verifier, token.token), 'verified');
  assert.equal(loads(), before, 'nothing was forgotten');
  await endToken(service, token._id);
  await until(async () => (await outcomeOf(verifier, token.token)) === 'invalid_token');
  assert.equal(await outcomeOf(verifier, other.token), 'verified');
});

test('a stream that breaks goes on where it was: what changed meanwhile is told, the rest is still known', async (t) => {
  const { service, verifier, network, token, loads } = await startKnowing(t);
  const kept = await service.createToken({ role: 'reader' });
  await until(async () => {
    await outcomeOf(verifier, kept.token);
    return !(verifier.verify(kept.token) instanceof Promise);
  });
  network.cut();
  await endToken(service, token._id);
  const streams = network.streams;
  network.mend();
  await until(() => network.streams > streams);
  await until(async () => (await outcomeOf(verifier, token.token)) === 'invalid_token');
  const before = loads();
  assert.equal(await outcomeOf(verifier, kept.token), 'verified');
  assert.equal(loads(), before);
});

test('a service that began anew is believed anew: nothing of before is kept', async (t) => {
  const { service, verifier, network, token, loads } = await startKnowing(t);
  const sent = network.sent.length;
  service.app.deployment?.followedChanges.reset();
  await until(() => network.sent.slice(sent).some((text) => text.includes('"after":null')));
  const before = loads();
  await until(async () => (await outcomeOf(verifier, token.token)) === 'verified' && loads() > before);
});

test('an answer that takes longer than the bound is no answer', async (t) => {
  const { service, verifier, network, advance, loads } = await startKnowing(t);
  const token = await service.createToken({ role: 'reader' });
  network.stream = 'hold';
  network.beforeAnswer = async () => advance(BOUND_MS + 1);
  assert.equal(await outcomeOf(verifier, token.token), 'unavailable');
  network.beforeAnswer = () => undefined;
  const before = loads();
  assert.equal(await outcomeOf(verifier, token.token), 'verified');
  assert.equal(loads(), before + 1, 'and nothing of it was believed later');
});
