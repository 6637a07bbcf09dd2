/** Every operation that changes something leaves an audit entry, whether it is allowed, denied or fails. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import type { FailureCode } from '../src/failure.ts';
import { NOTES_USES, OTHER_ACTS } from '../src/grants/granting-acts.ts';
import { STATUS_OF } from '../src/http/error-map.ts';
import { addSigner, Browser, PASSWORD } from './browser.ts';
import { CHANGING_CALLS, invite } from './changing-calls.ts';
import { startTestService, type TestService } from './test-service.ts';

/** Who makes these calls has proved to be nobody yet: what is refused is in the log and the metrics only. */
const WITHOUT_PRINCIPAL: readonly string[] = [
  'postSetup',
  'postSession',
  'acceptInvitation',
  'postPassword',
  'postPasswordRequest',
  'postDeviceRequest',
  'redeemDeviceRequest',
  'postDeviceAuthorization',
  'fetchDeviceAuthorizationToken',
];

interface Entry {
  readonly _id: string;
  readonly accesses: readonly { readonly action: string; readonly resource: string }[];
  readonly date: number;
  readonly address: string;
  readonly requestId: string;
  readonly result: string;
  readonly count?: number;
  readonly target: { readonly resources: readonly string[] };
  readonly member?: { readonly _id: string };
  readonly token?: { readonly _id: string };
}

const NOT_AUDITED = ['stores nothing', NOTES_USES];

const spec: { readonly paths: Record<string, Record<string, { readonly operationId: string }>> } = JSON.parse(
  readFileSync(new URL('../../../spec/openapi.json', import.meta.url), 'utf8'),
);
const changing = Object.values(spec.paths)
  .flatMap((methods) => Object.entries(methods))
  .filter(
    ([method, { operationId }]) => method !== 'get' && !NOT_AUDITED.includes(OTHER_ACTS[operationId] ?? ''),
  )
  .map(([, { operationId }]) => operationId);

/** Of an operation on several things, that of the one thing it was done to here. */
function statusOf({ statusCode, body }: LightMyRequestResponse): number {
  const { errors = [] } = body === '' ? {} : JSON.parse(body);
  const [first] = errors.flatMap((error: Record<string, { code: FailureCode }>) => Object.values(error));
  return first === undefined ? statusCode : STATUS_OF[first.code as FailureCode];
}

async function newestEntry(service: TestService): Promise<Entry> {
  return (await service.call({ url: '/api/v2/auditlog?limit=1' })).json().items[0];
}

test('every operation that changes something is held to leave audit entries', () => {
  assert.deepEqual([...Object.keys(CHANGING_CALLS), ...WITHOUT_PRINCIPAL].sort(), changing.sort());
});

for (const [operation, prepare] of Object.entries(CHANGING_CALLS)) {
  test(`L5: ${operation}: allowed, denied and failed are each one entry with who, what, when, from where and the result`, async (t) => {
    const service = await startTestService(t);
    const reader = await service.addMember('reader', 'reader');
    for (const attempt of ['denied', 'failed', 'allowed'] as const) {
      const wanted = await prepare(service);
      const as = attempt === 'denied' ? reader.secret : wanted.as;
      const credentials = {
        ...(as !== undefined && { as }),
        ...(wanted.headers !== undefined && { headers: wanted.headers }),
      };
      const identity = await service.call({ url: '/api/v2/caller-identity', ...credentials });
      const { tokenId, memberId } = identity.json();
      service.clock.advance(1_000);
      const before = await newestEntry(service);
      if (attempt === 'failed') {
        service.query(
          "create trigger no_audit before insert on audit_entries begin select raise(abort, 'no'); end",
        );
      }
      const response = await service.call({ ...wanted, ...credentials, remoteAddress: '192.0.2.7' });
      if (attempt === 'failed') service.query('drop trigger no_audit');
      const status = { denied: 403, failed: 500, allowed: statusOf(response) }[attempt];
      assert.equal(statusOf(response), status, response.body);
      if (attempt === 'allowed') assert.ok(status < 300, response.body);

      const entry = await newestEntry(service);
      assert.notEqual(entry._id, before._id, `${attempt} left no entry`);
      assert.equal(entry.token?._id, tokenId);
      assert.equal(entry.member?._id, memberId);
      assert.match(entry.accesses[0]?.action ?? '', /^\w+$/);
      assert.ok(entry.target.resources[0]);
      assert.equal(entry.date, service.clock.nowMs);
      assert.equal(entry.address, '192.0.2.7');
      assert.equal(entry.requestId, response.headers['x-request-id']);
      assert.equal(entry.result, attempt);
      const older = (await service.call({ url: '/api/v2/auditlog?limit=2' })).json().items[1];
      assert.equal(older._id, before._id, `${attempt} left more than one entry`);
    }
  });

  test(`${operation}: nothing is changed while the audit log cannot take what was refused before`, async (t) => {
    const service = await startTestService(t);
    const reader = await service.addMember('reader', 'reader');
    const wanted = await prepare(service);
    await service.call({ ...wanted, as: reader.secret });
    service.query(
      `create trigger no_audit before insert on audit_entries when new.record like '%"result":"denied"%' begin select raise(abort, 'no'); end`,
    );
    await assert.rejects(service.flush());
    const response = await service.call(wanted);
    assert.equal(statusOf(response), 503, response.body);
    service.query('drop trigger no_audit');
    assert.ok(statusOf(await service.call(wanted)) < 300);
  });
}

test('signing in says which request it came with, and from where', async (t) => {
  const service = await startTestService(t);
  const { id, email } = await addSigner(service);
  const response = await new Browser(service, '192.0.2.7').signIn(email);
  assert.equal(response.statusCode, 201, response.body);
  const { member, token, requestId, address, result } = await newestEntry(service);
  assert.deepEqual([member?._id, token, result], [id, undefined, 'allowed']);
  assert.deepEqual([requestId, address], [response.headers['x-request-id'], '192.0.2.7']);
});

test('accepting an invitation and choosing a new password say which request they came with, and from where', async (t) => {
  const service = await startTestService(t);
  const { _id, _invitation } = await invite(service);
  const codeOf = ({ link }: { link: string }) => link.split('#')[1];
  const member = `/api/v2/members/${_id}`;
  const accept = async () => ({
    url: '/api/v2/invitations/accept',
    payload: { code: codeOf(_invitation), password: PASSWORD },
  });
  const choose = async () => {
    const made = await service.call({ method: 'POST', url: `${member}/password-link` });
    return {
      url: '/api/v2/password',
      payload: { code: codeOf(made.json()), newPassword: `${PASSWORD}!` },
    };
  };
  for (const prepare of [accept, choose]) {
    const act = { method: 'POST', as: null, remoteAddress: '192.0.2.7', ...(await prepare()) } as const;
    const response = await service.call(act);
    assert.ok(response.statusCode < 300, response.body);
    const entry = await newestEntry(service);
    assert.deepEqual([entry.member?._id, entry.token, entry.result], [_id, undefined, 'allowed']);
    assert.deepEqual([entry.requestId, entry.address], [response.headers['x-request-id'], '192.0.2.7']);
  }
});

test('the set-up says which request it came with, and from where', async (t) => {
  const service = await startTestService(t, { setUp: false });
  const { issueSetupCode } = await import('../src/index.ts');
  const code = await issueSetupCode(service.deployment);
  const response = await service.call({
    method: 'POST',
    url: '/api/v2/setup',
    payload: { code, email: 'ada@example.com' },
    remoteAddress: '192.0.2.7',
    as: null,
  });
  assert.equal(response.statusCode, 201, response.body);
  const entries = (await service.call({ url: '/api/v2/auditlog', as: response.json().token })).json().items;
  assert.equal(entries.length, 3);
  for (const { requestId, address, result } of entries) {
    assert.deepEqual(
      [requestId, address, result],
      [response.headers['x-request-id'], '192.0.2.7', 'allowed'],
    );
  }
});
