/** Every operation that changes something leaves an audit entry, whether it is allowed, denied or fails. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import type { FailureCode } from '../src/failure.ts';
import { OTHER_ACTS } from '../src/grants/granting-acts.ts';
import { STATUS_OF } from '../src/http/error-map.ts';
import { newObjectId } from '../src/object-id.ts';
import { addSigner, Browser, ORIGIN, PASSWORD } from './browser.ts';
import { type CallOptions, startTestService, type TestService } from './test-service.ts';

/** Makes what the operation needs; answers a call that the owner may make, or whom it names, and a reader's token may not. */
type Prepare = (service: TestService) => Promise<CallOptions>;

const TYPE = {
  method: 'PUT',
  url: '/api/v2/resource-types/door',
  payload: { actions: { open: 'read' } },
} as const;

const ROLE = {
  method: 'POST',
  url: '/api/v2/roles',
  payload: { key: 'ops', name: 'Ops', policy: [] },
} as const;

/** A new operation that changes something needs a line here. */
const CALLS: Readonly<Record<string, Prepare>> = {
  postToken: async () => ({ method: 'POST', url: '/api/v2/tokens', payload: { role: 'reader' } }),
  cloneToken: async (service) => ({
    method: 'POST',
    url: `${await serviceToken(service)}/clone`,
    payload: {},
  }),
  patchToken: async (service) => ({
    method: 'PATCH',
    url: await serviceToken(service),
    payload: [{ op: 'replace', path: '/name', value: 'new' }],
  }),
  resetToken: async (service) => ({ method: 'POST', url: `${await serviceToken(service)}/reset` }),
  deleteToken: async (service) => ({ method: 'DELETE', url: await serviceToken(service) }),
  patchTokens: async (service) => ({
    method: 'PATCH',
    url: '/api/v2/tokens',
    payload: { tokenIds: [await serviceTokenId(service)], merge: { name: 'new' } },
  }),
  deleteTokens: async (service) => ({
    method: 'POST',
    url: '/api/v2/tokens/bulk-delete',
    payload: { tokenIds: [await serviceTokenId(service)] },
  }),
  patchPreviousSecret: async (service) => ({
    method: 'PATCH',
    url: await previousSecret(service),
    payload: [{ op: 'replace', path: '/expiry', value: service.clock.nowMs + 1_000 }],
  }),
  deletePreviousSecret: async (service) => ({ method: 'DELETE', url: await previousSecret(service) }),
  putResourceType: async () => TYPE,
  deleteResourceType: async (service) => {
    await service.call(TYPE);
    return { method: 'DELETE', url: TYPE.url };
  },
  postCustomRole: async () => ROLE,
  patchCustomRole: async (service) => {
    await service.call(ROLE);
    const payload = [{ op: 'replace', path: '/name', value: 'new' }];
    return { method: 'PATCH', url: `${ROLE.url}/ops`, payload };
  },
  deleteCustomRole: async (service) => {
    await service.call(ROLE);
    return { method: 'DELETE', url: `${ROLE.url}/ops` };
  },
  patchAccountSettings: async () => ({
    method: 'PATCH',
    url: '/api/v2/account/settings',
    payload: [{ op: 'replace', path: '/serviceTokenLimit', value: 100 }],
  }),
  postMembers: async () => ({
    method: 'POST',
    url: '/api/v2/members',
    payload: [{ email: 'new@example.com', role: 'reader' }],
  }),
  patchMember: async (service) => ({
    method: 'PATCH',
    url: `/api/v2/members/${(await addSigner(service, undefined, 'writer')).id}`,
    payload: [{ op: 'replace', path: '/role', value: 'reader' }],
  }),
  deleteMember: async (service) => ({
    method: 'DELETE',
    url: `/api/v2/members/${(await addSigner(service)).id}`,
  }),
  postInvitation: async (service) => ({
    method: 'POST',
    url: `/api/v2/members/${(await invite(service))._id}/invitation`,
  }),
  deleteInvitation: async (service) => ({
    method: 'DELETE',
    url: `/api/v2/members/${(await invite(service))._id}/invitation`,
  }),
  postPasswordLink: async (service) => ({
    method: 'POST',
    url: `/api/v2/members/${(await addSigner(service)).id}/password-link`,
  }),
  deleteSession: async (service) => ({
    method: 'DELETE',
    url: '/api/v2/session',
    ...(await signedIn(service)),
  }),
  deleteSessions: async (service) => ({
    method: 'DELETE',
    url: '/api/v2/sessions',
    ...(await signedIn(service)),
  }),
  deleteOneSession: async (service) => {
    const credentials = await signedIn(service);
    const { items } = (await service.call({ url: '/api/v2/sessions', ...credentials })).json();
    return { method: 'DELETE', url: `/api/v2/sessions/${items[0]._id}`, ...credentials };
  },
  putPassword: async (service) => ({
    method: 'PUT',
    url: '/api/v2/password',
    payload: { currentPassword: PASSWORD, newPassword: `${PASSWORD}!` },
    ...(await signedIn(service)),
  }),
};

/** Who makes these calls has proved to be nobody yet: what is refused is in the log and the metrics only. */
const WITHOUT_PRINCIPAL: readonly string[] = [
  'postSetup',
  'postSession',
  'acceptInvitation',
  'postPassword',
  'postPasswordRequest',
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

const spec: { readonly paths: Record<string, Record<string, { readonly operationId: string }>> } = JSON.parse(
  readFileSync(new URL('../../../spec/openapi.json', import.meta.url), 'utf8'),
);
const changing = Object.values(spec.paths)
  .flatMap((methods) => Object.entries(methods))
  .filter(([method, { operationId }]) => method !== 'get' && OTHER_ACTS[operationId] !== 'stores nothing')
  .map(([, { operationId }]) => operationId);

async function serviceTokenId(service: TestService): Promise<string> {
  return (await service.createToken({ role: 'reader', serviceToken: true }))._id;
}

async function serviceToken(service: TestService): Promise<string> {
  return `/api/v2/tokens/${await serviceTokenId(service)}`;
}

/** Of an operation on several things, that of the one thing it was done to here. */
function statusOf({ statusCode, body }: LightMyRequestResponse): number {
  const { errors = [] } = body === '' ? {} : JSON.parse(body);
  const [first] = errors.flatMap((error: Record<string, { code: FailureCode }>) => Object.values(error));
  return first === undefined ? statusCode : STATUS_OF[first.code as FailureCode];
}

async function previousSecret(service: TestService): Promise<string> {
  const url = await serviceToken(service);
  const expiry = service.clock.nowMs + 60_000;
  const reset = await service.call({ method: 'POST', url: `${url}/reset?expiry=${expiry}` });
  return `${url}/previous-secrets/${reset.json().previousSecrets[0]._id}`;
}

async function invite(service: TestService) {
  const payload = [{ email: `${newObjectId()}@example.com`, role: 'reader' }];
  const response = await service.call({ method: 'POST', url: '/api/v2/members', payload });
  return response.json().items[0];
}

/** What a browser sends once a new member has signed in. */
async function signedIn(service: TestService): Promise<Pick<CallOptions, 'as' | 'headers'>> {
  const browser = new Browser(service);
  await browser.signIn((await addSigner(service)).email);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return { as: null, headers: { cookie, origin: ORIGIN, 'x-keyward-request': '1' } };
}

async function newestEntry(service: TestService): Promise<Entry> {
  return (await service.call({ url: '/api/v2/auditlog?limit=1' })).json().items[0];
}

test('every operation that changes something is held to leave audit entries', () => {
  assert.deepEqual([...Object.keys(CALLS), ...WITHOUT_PRINCIPAL].sort(), changing.sort());
});

for (const [operation, prepare] of Object.entries(CALLS)) {
  test(`${operation}: allowed, denied and failed are each one entry with who, what, when, from where and the result`, async (t) => {
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
