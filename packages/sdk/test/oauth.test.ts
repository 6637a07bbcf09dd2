import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService } from '../../server/test/test-service.ts';
import { failureOf } from './failure-of.ts';
import { startFaultyService, text } from './faulty-service.ts';
import { connect } from './service-fetch.ts';

test('a service asks about a secret, with the address of its client, and ends it', async (t) => {
  const service = await startTestService(t);
  const keyward = connect(service);
  const made = await service.createToken({ role: 'reader', serviceToken: true, allowedIps: ['192.0.2.7'] });
  const active = await keyward.oauth.introspect(made.token, { clientIp: '192.0.2.7' });
  assert.deepEqual([active.active, active.jti, active.scope], [true, made._id, 'reader']);
  assert.deepEqual(await keyward.oauth.introspect(made.token), { active: false });
  assert.equal(await keyward.oauth.revoke(made.token), undefined);
  assert.deepEqual(await keyward.oauth.introspect(made.token, { clientIp: '192.0.2.7' }), { active: false });
  assert.equal(await keyward.oauth.revoke(made.token), undefined, 'a repetition is no error');
});

test('a refusal is the error that every other call throws', async (t) => {
  const service = await startTestService(t);
  const { token } = await service.createToken({ role: 'reader', serviceToken: true });
  const { oauth } = connect(service, { accessToken: token });
  const refused = await failureOf(oauth.introspect(token));
  assert.deepEqual([refused.code, refused.status], ['forbidden', 403]);
  assert.deepEqual(refused.access, { action: 'introspectToken', resource: 'acct' });
  const unnamed = await failureOf(oauth.serverMetadata());
  assert.deepEqual([unnamed.code, unnamed.status], ['not_found', 404]);
});

test('an empty 200 is a revocation only with the mark of the service on it', async (t) => {
  const { keyward } = await startFaultyService(t, text(200, ''));
  const failure = await failureOf(keyward.oauth.revoke('a'));
  assert.equal(failure.code, 'unexpected_answer');
});
