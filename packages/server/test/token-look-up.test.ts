import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addOtherAccount } from './listed-tokens.ts';
import { startTestService, type TestService } from './test-service.ts';
import { auditOf, changeMember, DAY_MS, HOUR_MS, putToken, reset, TOKENS } from './token-calls.ts';

async function lookUp(service: TestService, token: string, as = service.ownerSecret) {
  return service.call({ method: 'POST', url: `${TOKENS}/lookup`, payload: { token }, as });
}

async function found(service: TestService, token: string, as = service.ownerSecret) {
  const response = await lookUp(service, token, as);
  assert.equal(response.statusCode, 200, response.body);
  return response.json();
}

/** An answer without what differs from call to call. */
function bytesOf(response: Awaited<ReturnType<typeof lookUp>>): string {
  const { requestId: _, ...body } = response.json();
  return JSON.stringify([response.statusCode, body]);
}

const flip = (text: string) => `${text.slice(0, -1)}${text.endsWith('0') ? '1' : '0'}`;

test('a secret leads to its token, whatever became of either', async (t) => {
  const service = await startTestService(t);
  const { clock } = service;
  const made = await service.createToken({ name: 'leaked', role: 'reader', serviceToken: true });
  const first = await found(service, ` ${made.token}\n`);
  assert.deepEqual(
    [first._id, first.name, first.status, first.current, first.serviceToken, first.lastUsed],
    [made._id, 'leaked', 'active', true, true, 0],
  );
  assert.equal(first._member.email, 'owner@example.com');
  assert.equal(first._links.self.href, `${TOKENS}/${made._id}`);

  const newer = (await reset(service, made._id, { expiry: clock.nowMs + HOUR_MS })).json().token;
  const older = await found(service, made.token);
  assert.deepEqual(
    [older.current, older.status, older.secretExpiry],
    [false, 'active', clock.nowMs + HOUR_MS],
  );
  assert.equal((await found(service, newer)).current, true);
  clock.advance(HOUR_MS);
  assert.equal((await found(service, made.token)).status, 'superseded');
  const newest = (await reset(service, made._id, {})).json().token;
  const atOnce = await found(service, newer);
  assert.deepEqual([atOnce.status, atOnce.secretExpiry], ['superseded', 0], 'ended at once');
  assert.equal((await found(service, newest)).current, true);

  assert.equal((await service.call({ method: 'DELETE', url: `${TOKENS}/${made._id}` })).statusCode, 204);
  const deletedAt = clock.nowMs;
  clock.advance(89 * DAY_MS);
  const gone = await found(service, newer);
  assert.equal(gone.status, 'deleted');
  assert.equal(gone.deleted.date, deletedAt);
  assert.equal(gone.deleted.member.email, 'owner@example.com');
  assert.match(gone.deleted.token._id, /^[0-9a-f]{24}$/);
  assert.equal(gone._links.self, undefined);
  clock.advance(DAY_MS);
  assert.equal((await lookUp(service, newer)).statusCode, 404, 'after the time of the tombstone');
});

test('a secret of a removed member, an expired and a disabled one say what a call would meet', async (t) => {
  const service = await startTestService(t);
  const { member, secret } = await service.addMember('reader', 'reader');
  await changeMember(service, member.id, { removedAt: service.clock.nowMs });
  const gone = await found(service, secret);
  assert.deepEqual([gone.status, gone.memberId], ['holder_gone', member.id]);
  const expiring = await service.createToken({ role: 'reader', expiry: service.clock.nowMs + 1 });
  service.clock.advance(1);
  assert.equal((await found(service, expiring.token)).status, 'expired');
  const disabled = await putToken(service, { memberId: gone.memberId, kind: 'service', isDisabled: true });
  assert.equal((await found(service, disabled.secret)).status, 'disabled');
});

test('whoever may not look up tokens learns of their own only, and of others as little as of none', async (t) => {
  const service = await startTestService(t);
  const other = await addOtherAccount(service);
  const { secret: reader } = await service.addMember('reader', 'reader');
  const hidden = await service.createToken({ role: 'reader' });
  const shared = await service.createToken({ role: 'reader', serviceToken: true });
  const { secret: gone } = await putToken(service, { memberId: String(hidden.memberId), kind: 'service' });
  service.write('delete from token_secrets where token_id not in (select id from tokens)');
  service.write(
    "update tokens set deleted_at = 1 where name = '' and kind = 'service' and id <> ?",
    shared._id,
  );

  const unknown = await lookUp(service, 'api-00000000-0000-4000-8000-000000000000', reader);
  assert.equal(unknown.statusCode, 404);
  assert.equal(unknown.json().code, 'not_found');
  for (const [secret, as] of [
    [hidden.token, reader],
    [shared.token, reader],
    [gone, reader],
    [other.secret, reader],
    [other.secret, service.ownerSecret],
    [service.ownerSecret, other.secret],
    [gone, service.ownerSecret],
  ] as const) {
    assert.equal(bytesOf(await lookUp(service, secret, as)), bytesOf(unknown));
  }
  assert.equal(auditOf(service, 'lookUpToken').length, 0);
  await service.flush();
  const own = await found(service, reader, reader);
  assert.equal(own.serviceToken, false);
  assert.equal(
    (await found(service, shared.token, shared.token))._id,
    shared._id,
    'a service token finds itself',
  );
  assert.equal((await found(service, shared.token))._id, shared._id);
});

test('a mistyped secret and a text that is none are told apart, and from unknown ones', async (t) => {
  const service = await startTestService(t);
  const { token } = await service.createToken({ role: 'reader' });
  for (const text of [flip(token), token.replace('kwp_', 'kws_')]) {
    const mistyped = await lookUp(service, text);
    assert.equal(mistyped.statusCode, 400);
    assert.match(mistyped.json().message, /^`token` is mistyped: its checksum does not fit/);
    assert.ok(!mistyped.body.includes(text.slice(8, 30)), 'nothing of it is sent back');
  }
  for (const text of [token.slice(0, -1), `Bearer ${token}`, `${token}x`, 'abc', ' ', '\u202e', '💥']) {
    const none = await lookUp(service, text);
    assert.equal(none.statusCode, 400, text);
    assert.match(none.json().message, /^`token`/);
  }
  for (const payload of [
    {},
    { token: 1 },
    { token: [] },
    { token: null },
    { token, more: 1 },
    { token: 'x'.repeat(257) },
    [],
  ]) {
    const response = await service.call({
      method: 'POST',
      url: `${TOKENS}/lookup`,
      payload: payload as object,
    });
    assert.equal(response.statusCode, 400, response.body);
    assert.ok(!response.body.includes(token));
  }
});

test('a look-up is no use, is audited with who did it, and leaves the secret nowhere', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ name: 'leaked', role: 'reader' });
  const before = service.query('select value from sequence')[0]?.value;
  const response = await lookUp(service, token);
  assert.ok(!response.body.includes(token.slice(4, 20)));
  await service.flush();
  const [entry] = auditOf(service, 'lookUpToken') as readonly {
    target: { id: string };
    actor: { member: { email: string }; requestId: string };
  }[];
  assert.equal(entry?.target.id, _id);
  assert.equal(entry?.actor.member.email, 'owner@example.com');
  assert.equal(entry?.actor.requestId, response.headers['x-request-id']);
  assert.equal(
    service.query('select value from sequence')[0]?.value,
    Number(before) + 1,
    'one number for one entry',
  );
  assert.equal(service.query('select last_used_at from tokens where id = ?', _id)[0]?.last_used_at, null);
  assert.ok(service.logLines.every((line) => !line.includes(token)));
});

test('what was learned is not said when it cannot be audited', async (t) => {
  const service = await startTestService(t);
  const { token, _id } = await service.createToken({ role: 'reader' });
  service.write(
    "create trigger no_audit before insert on audit_entries begin select raise(abort, 'no'); end",
  );
  const response = await lookUp(service, token);
  assert.ok(response.statusCode >= 500);
  assert.ok(!response.body.includes(_id));
  service.write('drop trigger no_audit');
});
