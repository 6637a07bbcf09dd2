import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService, type TestService } from './test-service.ts';
import { changeMember, DAY_MS, HOUR_MS, reset, statusOf, TOKENS } from './token-calls.ts';

const KINDS = ['active', 'expiring', 'unused', 'old', 'calledAfterEnd'] as const;

async function health(service: TestService, query = '', as = service.ownerSecret) {
  const response = await service.call({ url: `${TOKENS}/health${query}`, as });
  assert.equal(response.statusCode, 200, response.body);
  return response.json();
}

/** Each count is how many tokens the list shows behind it. */
async function countsOf(service: TestService, query: string, as: string) {
  const counts = await health(service, query, as);
  for (const kind of KINDS) {
    const list = await service.call({ url: `${TOKENS}?${query.slice(1)}&health=${kind}`, as });
    assert.equal(list.json().totalCount, counts[kind], `${kind} ${query}`);
  }
  return KINDS.map((kind) => counts[kind]);
}

const TAGGED = [
  { effect: 'allow', resources: ['service-token/*;a', 'member/*:token/*;a'], actions: ['viewToken'] },
];

test('each count is of what the caller sees, and its list shows the tokens behind it', async (t) => {
  const service = await startTestService(t);
  const { clock } = service;
  const makeService = (more: object) => service.createToken({ role: 'reader', serviceToken: true, ...more });
  const { member, secret: leaver } = await service.addMember('reader', 'reader');
  const { secret: reader } = await service.addMember('reader', 'reader');
  await makeService({ name: 'unused', tags: ['a'] });
  const used = await makeService({ name: 'used' });
  const superseded = await makeService({ name: 'superseded', tags: ['a'] });
  const dying = await makeService({ name: 'dying', expiry: clock.nowMs + 182 * DAY_MS });
  clock.advance(100 * DAY_MS);
  const tagged = await makeService({ name: 'tagged', inlineRole: TAGGED, role: undefined });
  await statusOf(service, used.token);
  await service.flush();
  clock.advance(81 * DAY_MS);
  const inAWeek = 8 * DAY_MS;
  const ends = [inAWeek - 1, inAWeek, inAWeek + 1];
  for (const end of ends) await makeService({ name: `ends ${end}`, expiry: clock.nowMs + end });
  const deleted = await makeService({ name: 'deleted' });
  const older = superseded.token;
  await reset(service, superseded._id);
  await changeMember(service, member.id, { removedAt: clock.nowMs });
  clock.advance(DAY_MS);
  await service.call({ method: 'DELETE', url: `${TOKENS}/${deleted._id}` });
  for (const secret of [older, dying.token, deleted.token, leaver]) {
    assert.equal(await statusOf(service, secret), 401);
  }
  await statusOf(service, reader);
  await service.flush();

  const all = await countsOf(service, '?showAll=true', service.ownerSecret);
  assert.deepEqual(all, [9, 1, 2, 5, 3]);
  assert.deepEqual(await countsOf(service, '?showAll=false', service.ownerSecret), [8, 1, 2, 4, 2]);
  assert.deepEqual(await countsOf(service, '?showAll=false', reader), [8, 1, 2, 4, 2]);
  assert.deepEqual(await countsOf(service, '?showAll=true', tagged.token), [2, 0, 2, 2, 1]);
});

test('counts are at most ten seconds old, and each kind of caller has its own', async (t) => {
  const service = await startTestService(t);
  const { clock } = service;
  const { secret: nobody } = await service.addMember('no_access', 'reader');
  const first = await health(service);
  assert.equal(first.active, 1);
  assert.equal(first.countedAt, clock.nowMs);
  clock.advance(3_999);
  assert.deepEqual(await health(service), first, 'remembered');
  assert.equal((await health(service, '', nobody)).active, 1, 'its own token');
  assert.equal((await health(service, '?showAll=true')).active, 2);
  clock.advance(6_001);
  assert.equal((await health(service)).countedAt, clock.nowMs);
});

test('whoever changes something sees it in the next counts', async (t) => {
  const service = await startTestService(t);
  assert.equal((await health(service)).active, 1);
  const { _id } = await service.createToken({ role: 'reader', serviceToken: true });
  assert.equal((await health(service)).active, 2);
  await service.call({ method: 'DELETE', url: `${TOKENS}/${_id}` });
  assert.equal((await health(service)).active, 1);
});

test('a secret that is called after its end is noted with each call, and after seven days no longer', async (t) => {
  const service = await startTestService(t);
  const { clock } = service;
  const { _id, token } = await service.createToken({ role: 'reader', expiry: clock.nowMs + HOUR_MS });
  const count = async () => {
    await service.flush();
    clock.advance(10_000);
    return (await health(service)).calledAfterEnd;
  };
  await statusOf(service, token);
  assert.equal(await count(), 0, 'it worked then');
  clock.advance(HOUR_MS);
  await statusOf(service, token);
  assert.equal(await count(), 1);
  clock.advance(6 * DAY_MS);
  await statusOf(service, token);
  clock.advance(6 * DAY_MS);
  assert.equal(await count(), 1);
  clock.advance(DAY_MS);
  assert.equal(await count(), 0);
  assert.equal((await service.call({ url: `${TOKENS}/${_id}` })).json().status, 'expired');
});

test('a wrong query of the counts is named', async (t) => {
  const service = await startTestService(t);
  for (const query of ['?showAll=maybe', '?q=x']) {
    assert.equal((await service.call({ url: `${TOKENS}/health${query}` })).statusCode, 400);
  }
});
