import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { startSmtp } from './smtp.ts';
import { startTestService } from './test-service.ts';

const MEMBERS = '/api/v2/members';

async function startWithMail(t: TestContext, port?: number) {
  const smtp = await startSmtp(t);
  const mail = {
    host: '127.0.0.1',
    port: port ?? smtp.port,
    isTls: false,
    credentials: undefined,
    from: 'keyward@example.com',
  };
  const config = { mail, publicUrl: 'https://tokens.example.com' };
  return { service: await startTestService(t, { config }), received: smtp.received };
}

const LINK = /https:\/\/tokens\.example\.com\/(invitation|password)#(kwb_\w{36})/;

test('an invitation is mailed, and the link is then in no answer', async (t) => {
  const { service, received } = await startWithMail(t);
  const payload = [{ email: 'ann@example.com', role: 'reader' }];
  const response = await service.call({ method: 'POST', url: MEMBERS, payload });
  assert.deepEqual(Object.keys(response.json().items[0]._invitation).sort(), ['expiry', 'mailed']);
  assert.equal(response.json().items[0]._invitation.mailed, true);
  const [mail] = received;
  assert.deepEqual(mail?.to, ['ann@example.com']);
  const [, kind, code] = LINK.exec(mail?.text.replace(/=\r\n/g, '') ?? '') ?? [];
  assert.equal(kind, 'invitation');
  const accepted = await service.call({
    method: 'POST',
    url: '/api/v2/invitations/accept',
    payload: { code, password: 'a password that is long' },
    as: null,
  });
  assert.equal(accepted.statusCode, 200, accepted.body);
});

test('an answer without a secret is replayed to who repeats the call', async (t) => {
  const { service, received } = await startWithMail(t);
  const call = () =>
    service.call({
      method: 'POST',
      url: MEMBERS,
      payload: [{ email: 'ann@example.com', role: 'reader' }],
      headers: { 'idempotency-key': 'once' },
    });
  const first = await call();
  const again = await call();
  assert.deepEqual([first.statusCode, again.statusCode], [201, 201]);
  assert.equal(again.headers['idempotent-replayed'], 'true');
  assert.deepEqual(again.json(), first.json());
  assert.equal(received.length, 1);
});

test('when the mail server does not answer, whoever invited gets the link to hand over', async (t) => {
  const { service } = await startWithMail(t, 1);
  const payload = [{ email: 'ann@example.com', role: 'reader' }];
  const response = await service.call({ method: 'POST', url: MEMBERS, payload });
  assert.equal(response.statusCode, 201);
  assert.equal(response.json().items[0]._invitation.mailed, false);
  assert.match(response.json().items[0]._invitation.link, LINK);
});

test('a link for a new password goes to the member alone, once in five minutes, and nobody else learns of it', async (t) => {
  const { service, received } = await startWithMail(t);
  const { member } = await service.addMember('reader', 'reader');
  const ask = async (email: string) => {
    const url = '/api/v2/password-requests';
    const response = await service.call({ method: 'POST', url, payload: { email }, as: null });
    return [response.statusCode, response.body];
  };
  const answers = [await ask(member.email), await ask('nobody@example.com'), await ask(member.email)];
  assert.deepEqual(answers, [
    [202, ''],
    [202, ''],
    [202, ''],
  ]);
  await t.waitFor(() => assert.equal(received.length, 1));
  service.clock.advance(300_000);
  await ask(member.email);
  await t.waitFor(() => assert.equal(received.length, 2));
  assert.deepEqual(
    received.map(({ to }) => to[0]),
    [member.email, member.email],
  );
  const text = received[1]?.text.replace(/=\r\n/g, '').replace(/=3D/g, '=') ?? '';
  const [, kind, code] = LINK.exec(text) ?? [];
  assert.equal(kind, 'password');
  const payload = { code, newPassword: 'a password that is long' };
  const chosen = await service.call({ method: 'POST', url: '/api/v2/password', payload, as: null });
  assert.equal(chosen.statusCode, 204, chosen.body);
});

test('who asks for a link is unknown: the audit log does not say that the member did, and repeating writes nothing', async (t) => {
  const { service, received } = await startWithMail(t);
  const { member } = await service.addMember('reader', 'reader');
  const ask = () =>
    service.call({
      method: 'POST',
      url: '/api/v2/password-requests',
      payload: { email: member.email },
      as: null,
    });
  await ask();
  await t.waitFor(() => assert.equal(received.length, 1));
  const log = (await service.call({ url: '/api/v2/auditlog' })).json().items;
  assert.match(log[0].titleVerb, /asked for a password link/);
  assert.equal(log[0].member, undefined);
  const [before] = service.query('select count(*) as n from change_log');
  for (let again = 0; again < 5; again++) assert.equal((await ask()).statusCode, 202);
  await service.deployment.store.checkWritable();
  assert.deepEqual(service.query('select count(*) as n from change_log'), [before]);
  assert.equal(received.length, 1);
});

test('without a mail server the request says whom to ask', async (t) => {
  const service = await startTestService(t);
  const response = await service.call({
    method: 'POST',
    url: '/api/v2/password-requests',
    payload: { email: 'owner@example.com' },
    as: null,
  });
  assert.deepEqual([response.statusCode, response.json().code], [403, 'feature_disabled']);
  assert.match(response.json().hint, /password-link/);
});
