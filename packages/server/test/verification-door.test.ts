/** What programs that verify by themselves are told: what a secret leads to, what changes, and what they may report. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changes, follow } from './followed-stream.ts';
import { addSecondAccount } from './second-account.ts';
import { startTestService, type TestService } from './test-service.ts';
import { auditOf } from './token-calls.ts';

const PATH = '/api/v2/verification';

async function load(service: TestService, token: string, as = service.ownerSecret, more: object = {}) {
  return service.call({ method: 'POST', url: `${PATH}/principals`, payload: { token, ...more }, as });
}

async function found(service: TestService, token: string, as = service.ownerSecret) {
  const response = await load(service, token, as);
  assert.equal(response.statusCode, 200, response.body);
  return response.json();
}

async function verifier(service: TestService) {
  const { token } = await service.createToken({
    name: 'verifier',
    serviceToken: true,
    customRoleIds: ['keyward-verifier'],
  });
  return token;
}

async function disable(service: TestService, id: string): Promise<void> {
  const payload = [{ op: 'replace', path: '/disabled', value: true }];
  const response = await service.call({ method: 'PATCH', url: `/api/v2/tokens/${id}`, payload });
  assert.equal(response.statusCode, 200, response.body);
}

async function listening(service: TestService): Promise<string> {
  return service.app.listen({ host: '127.0.0.1', port: 0 });
}

test('a secret leads to all that a decision needs, and to what makes it wrong', async (t) => {
  const service = await startTestService(t);
  const as = await verifier(service);
  const { member, secret } = await service.addMember('writer', 'reader');
  const answer = await found(service, secret, as);
  assert.deepEqual(
    [answer.asOf, answer.ageMs, answer.maxStalenessMs, answer.types.declarations],
    [service.clock.nowMs, 0, 5_000, []],
  );
  const { principal } = answer;
  assert.deepEqual(principal.rights, {
    scope: { role: 'reader' },
    holder: { role: 'writer', customRoles: [], teamRoles: [], roleAttributes: {} },
  });
  assert.equal(principal.memberId, member.id);
  assert.equal(principal.worksUntil, null);
  for (const id of [service.accountId, member.id, principal.tokenId])
    assert.ok(principal.dependsOn.includes(id));

  const ending = await service.createToken({
    serviceToken: true,
    role: 'reader',
    tags: ['a'],
    allowedIps: ['192.0.2.0/24'],
    expiry: service.clock.nowMs + 1_000,
  });
  const { principal: ofService } = await found(service, ending.token, as);
  assert.deepEqual(ofService.rights, { scope: { role: 'reader' } });
  assert.deepEqual(
    [ofService.kind, ofService.memberId, ofService.tags, ofService.allowedIps, ofService.worksUntil],
    ['service', undefined, ['a'], ['192.0.2.0/24'], service.clock.nowMs + 1_000],
  );
  service.clock.advance(1_000);
  assert.equal((await found(service, ending.token, as)).principal, null, 'an end is exclusive');
});

test('the types of the account come once, and again when they change', async (t) => {
  const service = await startTestService(t);
  const declare = (actions: object) =>
    service.call({ method: 'PUT', url: '/api/v2/resource-types/door', payload: { actions } });
  await declare({ open: 'read' });
  const first = await found(service, service.ownerSecret);
  assert.equal(first.types.declarations[0].name, 'door');
  const known = { typesVersion: first.types.version };
  const again = (await load(service, service.ownerSecret, service.ownerSecret, known)).json();
  assert.deepEqual(again.types, { version: first.types.version });
  await declare({ open: 'read', close: 'write' });
  const changed = (await load(service, service.ownerSecret, service.ownerSecret, known)).json();
  assert.deepEqual(changed.types.declarations[0].actions, { open: 'read', close: 'write' });
});

test('every secret that does not work here is one answer, and an ended one raises the alarm', async (t) => {
  const service = await startTestService(t);
  const as = await verifier(service);
  const other = await addSecondAccount(service);
  const disabled = await service.createToken({ role: 'reader' });
  await disable(service, disabled._id);
  const deleted = await service.createToken({ role: 'reader' });
  await service.call({ method: 'DELETE', url: `/api/v2/tokens/${deleted._id}` });
  const made = await service.createToken({ role: 'reader' });
  const flipped = `${made.token.slice(0, -1)}${made.token.endsWith('0') ? '1' : '0'}`;
  const bodies = [];
  for (const secret of [flipped, 'x', other.secret, disabled.token, deleted.token]) {
    bodies.push((await load(service, secret, as)).body);
  }
  assert.equal(new Set(bodies).size, 1, bodies.join('\n'));
  assert.equal(JSON.parse(bodies[0] ?? '').principal, null);
  assert.notEqual((await found(service, other.secret, other.secret)).principal, null);
  assert.equal((await found(service, made.token, other.secret)).principal, null);
  await service.flush();
  const alarms = auditOf(service, 'useEndedSecret');
  assert.equal(alarms.length, 1, 'of the deleted one, and of no other account');
});

test('only who may follow revocations is told anything, and nothing is learned without', async (t) => {
  const service = await startTestService(t);
  const reader = await service.createToken({ role: 'reader' });
  const report = { reporter: 'a', number: 1, uses: [] };
  for (const [as, status] of [
    [null, 401],
    [reader.token, 403],
  ] as const) {
    const answers = [
      await service.call({ method: 'POST', url: `${PATH}/principals`, payload: { token: reader.token }, as }),
      await service.call({ method: 'POST', url: `${PATH}/uses`, payload: report, as }),
      await service.call({ url: `${PATH}/stream`, as }),
    ];
    assert.deepEqual(
      answers.map(({ statusCode }) => statusCode),
      [status, status, status],
    );
    if (status === 403)
      assert.deepEqual(answers[0]?.json().access, { action: 'followRevocations', resource: 'acct' });
  }
});

test('a stream tells the ids of what changes in its account at once, each after the one before', async (t) => {
  const service = await startTestService(t);
  const url = await listening(service);
  const other = await addSecondAccount(service);
  const token = await service.createToken({ role: 'reader' });
  const stream = await follow(url, await verifier(service));
  const first = await stream.next();
  assert.deepEqual(
    [first?.after, first?.changed, first?.ageMs, first?.asOf],
    [null, [], 0, service.clock.nowMs],
  );
  await service.call({
    method: 'PATCH',
    url: '/api/v2/roles/theirs',
    payload: [{ op: 'replace', path: '/name', value: 'new' }],
    as: other.secret,
  });
  await disable(service, token._id);
  const second = await stream.next(changes);
  assert.deepEqual(second?.changed, [token._id], 'and nothing of the other account');
  assert.ok(second && second.after !== null && second.after >= (first?.number ?? Number.NaN));
  const beat = await stream.next();
  assert.deepEqual([beat?.after, beat?.number, beat?.changed], [second.number, second.number, []]);
  assert.ok(
    beat && beat.elapsedMs > second.elapsedMs,
    'a sign of life comes by itself, with the time that passed',
  );
  await stream.leave();
});

test('a stream goes on where it was left, and begins anew where that is not known', async (t) => {
  const service = await startTestService(t);
  const url = await listening(service);
  const as = await verifier(service);
  const token = await service.createToken({ role: 'reader' });
  const stream = await follow(url, as);
  await stream.next();
  const { lastId } = stream;
  await stream.leave();
  await disable(service, token._id);
  const resumed = await follow(url, as, { 'last-event-id': lastId });
  const missed = await resumed.next();
  assert.deepEqual([missed?.after, missed?.changed], [Number(lastId.split(':')[1]), [token._id]]);
  await resumed.leave();
  const [history, number] = lastId.split(':');
  for (const strange of [`other:${number}`, `${history}:999999`, 'nonsense', `${history}:-1`]) {
    const anew = await follow(url, as, { 'last-event-id': strange });
    assert.equal((await anew.next())?.after, null, strange);
    await anew.leave();
  }
  service.app.deployment?.followedChanges.reset();
  const after = await follow(url, as, { 'last-event-id': lastId });
  assert.equal((await after.next())?.after, null, 'the service forgot everything');
  await after.leave();
});

test('a stream ends with the token that follows, or with its right to', async (t) => {
  const service = await startTestService(t);
  const url = await listening(service);
  const kept = await service.createToken({ role: 'admin', name: 'kept' });
  const deleted = await service.createToken({ role: 'admin', name: 'deleted' });
  const narrowed = await service.createToken({ role: 'admin', name: 'narrowed' });
  const streams = await Promise.all([kept, deleted, narrowed].map(({ token }) => follow(url, token)));
  for (const stream of streams) await stream.next();
  await service.call({ method: 'DELETE', url: `/api/v2/tokens/${deleted._id}` });
  await service.call({
    method: 'PATCH',
    url: `/api/v2/tokens/${narrowed._id}`,
    payload: [{ op: 'replace', path: '/role', value: 'reader' }],
  });
  const [still, ...others] = streams;
  for (const stream of others) {
    const told = await stream.next((each) => each.changed.includes(narrowed._id));
    assert.equal(told, undefined, 'it ended before it told of a change after its end');
  }
  assert.ok(await still?.next((each) => each.changed.includes(narrowed._id)));
  await still?.leave();
});

test('reported uses are those of the account, marked with who reports, never of the future, and count once', async (t) => {
  const service = await startTestService(t);
  const other = await addSecondAccount(service);
  const reporter = await service.createToken({ role: 'admin', name: 'reporter' });
  const token = await service.createToken({ role: 'reader' });
  const { principal } = await found(service, token.token);
  const at = service.clock.nowMs - 500;
  const use = {
    tokenId: token._id,
    secretId: principal.secretId,
    at,
    address: '192.0.2.7',
    agent: 'curl/8',
    allowed: 3,
    denied: 1,
  };
  const report = (number: number, uses: object[], as = reporter.token) =>
    service.call({ method: 'POST', url: `${PATH}/uses`, payload: { reporter: 'node-1', number, uses }, as });
  const stored = async () =>
    (await service.call({ url: `/api/v2/tokens/${token._id}?include=usage` })).json();

  assert.equal((await report(1, [use], other.secret)).statusCode, 204);
  assert.equal((await stored()).lastUsed, 0, 'nobody reports for another account');
  for (let attempt = 0; attempt < 2; attempt++) assert.equal((await report(1, [use])).statusCode, 204);
  const first = await stored();
  assert.deepEqual([first.lastUsed, first.lastUsedAddress], [at, '192.0.2.7']);
  assert.equal(first.lastUsedAgent, `curl/8 (reported by token ${reporter._id})`);
  const total = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);
  assert.deepEqual(
    [total(first.usage.allowed), total(first.usage.denied)],
    [3, 1],
    'sent twice, counted once',
  );

  const future = { ...use, at: at + 3_600_000, address: 'nowhere', agent: `with ${token.token}` };
  assert.equal((await report(2, [future, { ...future, allowed: 2 }])).statusCode, 204);
  const second = await stored();
  assert.deepEqual([second.lastUsed, second.lastUsedAddress], [service.clock.nowMs, '']);
  assert.ok(!second.lastUsedAgent.includes(token.token));
  assert.equal(total(second.usage.allowed), 8);
  assert.equal((await report(0, [])).statusCode, 400);
});
