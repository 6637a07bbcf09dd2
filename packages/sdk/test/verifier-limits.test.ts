/** What a verifier keeps and asks is bounded, and an end is not outrun by sharing an answer. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { canBeSecret } from '../src/verifier/secret-form.ts';
import { outcomeOf, startVerifier, until, untilTold } from './start-verifier.ts';

test('memory is bounded in bytes too: of principals with large policies fewer are kept', async (t) => {
  const { service, verifier, loads } = await startVerifier(t, { maxMegabytes: 1 });
  const inMemory = async (secrets: readonly string[]) => {
    for (const secret of secrets) assert.equal(await outcomeOf(verifier, secret), 'verified');
    const before = loads();
    for (const secret of secrets) assert.equal(await outcomeOf(verifier, secret), 'verified');
    return loads() === before;
  };
  const tokensOf = async (role: Record<string, unknown>) => {
    const made = [];
    for (let each = 0; each < 8; each++) made.push((await service.createToken(role)).token);
    return made;
  };
  const resources = Array.from({ length: 500 }, (_, index) => `member/${'x'.repeat(30)}${index}`);
  const policy = [{ effect: 'allow', resources, actions: ['viewMember'] }];
  const payload = { key: 'large', name: 'Large', policy };
  const made = await service.call({ method: 'POST', url: '/api/v2/roles', payload });
  assert.equal(made.statusCode, 201, made.body);
  const small = await tokensOf({ role: 'reader' });
  const large = await tokensOf({ serviceToken: true, customRoleIds: ['large'] });
  await until(() => inMemory(small));
  await until(() => inMemory(large.slice(0, 2)));
  assert.equal(await inMemory(large), false, 'all eight would take more than a megabyte');
});

test('what has no form of a secret is refused without asking the service, whether it can be reached or not', async (t) => {
  const { service, verifier, network, loads } = await startVerifier(t);
  const { token } = await service.createToken({ role: 'reader' });
  const misread = token.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  for (const text of ['', 'x', misread, `${token} `, `${token}0`, 'x'.repeat(257)])
    assert.equal(await outcomeOf(verifier, text), 'invalid_token', JSON.stringify(text));
  assert.equal(loads(), 0);
  network.cut();
  assert.equal(await outcomeOf(verifier, misread), 'invalid_token');
  assert.equal(await outcomeOf(verifier, token), 'unavailable');
});

test('the form of a secret is that of the published examples', () => {
  const { valid, invalid } = JSON.parse(readFileSync('spec/token-format.json', 'utf8'));
  assert.ok(valid.length > 5 && invalid.length > 5);
  for (const { secret } of valid) assert.equal(canBeSecret(secret), true, secret);
  for (const { secret, why } of invalid) assert.equal(canBeSecret(secret), false, why);
});

test('who asks after the end of a token does not join a call of before it', async (t) => {
  const { service, verifier, network, loads, advance } = await startVerifier(t);
  const { _id, token } = await service.createToken({ role: 'reader', expiry: service.clock.nowMs + 500 });
  await untilTold(network, _id);
  const { promise, resolve: arrive } = Promise.withResolvers<void>();
  let held = 0;
  network.beforeAnswer = () => (held++ === 0 ? promise : undefined);
  const early = outcomeOf(verifier, token);
  await until(() => held === 1);
  advance(499);
  const joined = outcomeOf(verifier, token);
  advance(1);
  service.clock.advance(500);
  const late = outcomeOf(verifier, token);
  arrive();
  assert.deepEqual([await early, await joined, await late], ['verified', 'verified', 'invalid_token']);
  assert.equal(loads(), 2);
});
