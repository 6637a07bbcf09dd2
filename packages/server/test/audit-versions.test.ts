/** What an entry of the audit log says of the resource before and after. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addSigner, Browser } from './browser.ts';
import { type CallOptions, startTestService, type TestService } from './test-service.ts';

const AUDIT = '/api/v2/auditlog';
const TOKENS = '/api/v2/tokens';

interface Entry {
  readonly delta: unknown;
  readonly merge?: unknown;
  readonly comment?: string;
  readonly previousVersion?: Record<string, unknown>;
  readonly currentVersion?: Record<string, unknown>;
}

/** The newest entry, whole. */
async function newest(service: TestService): Promise<Entry> {
  const [{ _id }] = (await service.call({ url: `${AUDIT}?limit=1` })).json().items;
  return (await service.call({ url: `${AUDIT}/${_id}` })).json();
}

/** Makes a change, and answers its entry. */
async function entryOf(service: TestService, call: CallOptions): Promise<Entry> {
  const response = await service.call(call);
  assert.ok(response.statusCode < 300, response.body);
  return newest(service);
}

const versions = ({ previousVersion, currentVersion }: Entry, field: string) => [
  previousVersion?.[field],
  currentVersion?.[field],
];

test('each change of a token says what it was and what it became', async (t) => {
  const service = await startTestService(t);
  const created = await service.createToken({ name: 'ci', role: 'reader', tags: ['a'] });
  const url = `${TOKENS}/${created._id}`;
  const made = await newest(service);
  assert.equal(made.delta, null);
  assert.equal(made.previousVersion, undefined);
  const { _links, _member, ownerId, lastUsed, status, previousSecrets, token, ...told } = created;
  const { effectiveEverywhereBy: _announced, ...shown } = told as Record<string, unknown>;
  assert.deepEqual(made.currentVersion, { ...shown, token: String(token).slice(-4) });

  const patch = [
    { op: 'test', path: '/name', value: 'ci' },
    { op: 'replace', path: '/name', value: 'deploy' },
  ];
  const renamed = await entryOf(service, { method: 'PATCH', url, payload: { patch, comment: 'why' } });
  assert.deepEqual([renamed.delta, renamed.comment], [patch, 'why']);
  assert.deepEqual(versions(renamed, 'name'), ['ci', 'deploy']);
  assert.deepEqual(versions(renamed, 'tags'), [['a'], ['a']]);

  const merged = await entryOf(service, { method: 'PATCH', url, payload: { merge: { disabled: true } } });
  assert.deepEqual([merged.delta, merged.merge], [null, { disabled: true }]);
  assert.deepEqual(versions(merged, 'disabled'), [false, true]);
  await service.call({ method: 'PATCH', url, payload: { merge: { disabled: false } } });

  const expiry = service.clock.nowMs + 60_000;
  const reset = await entryOf(service, { method: 'POST', url: `${url}/reset?expiry=${expiry}` });
  const ending = (await service.call({ url })).json().token;
  assert.deepEqual(versions(reset, 'token'), [String(token).slice(-4), ending]);

  const [older] = (await service.call({ url })).json().previousSecrets;
  const end = { method: 'DELETE', url: `${url}/previous-secrets/${older._id}` } as const;
  const ended = await entryOf(service, end);
  const { lastUsed: used, ...olderShown } = older;
  assert.deepEqual(versions(ended, 'previousSecrets'), [[olderShown], []]);

  const deleted = await entryOf(service, { method: 'DELETE', url });
  assert.deepEqual(versions(deleted, 'name'), ['deploy', undefined]);
  assert.equal(deleted.currentVersion, undefined);
});

test('each change of a role, of the settings and of a resource type says what it was and what it became', async (t) => {
  const service = await startTestService(t);
  const policy = [{ effect: 'allow', resources: ['role/*'], actions: ['*'] }];
  const payload = { key: 'ops', name: 'Ops', policy };
  const role = await entryOf(service, { method: 'POST', url: '/api/v2/roles', payload });
  assert.deepEqual(versions(role, 'policy'), [undefined, policy]);
  const url = '/api/v2/roles/ops';
  const renamed = await entryOf(service, { method: 'PATCH', url, payload: { merge: { name: 'Operators' } } });
  assert.deepEqual(versions(renamed, 'name'), ['Ops', 'Operators']);
  assert.deepEqual(versions(await entryOf(service, { method: 'DELETE', url }), 'name'), [
    'Operators',
    undefined,
  ]);

  const settings = '/api/v2/account/settings';
  const limit = [{ op: 'replace', path: '/serviceTokenLimit', value: 7 }];
  const changed = await entryOf(service, { method: 'PATCH', url: settings, payload: limit });
  assert.deepEqual(versions(changed, 'serviceTokenLimit'), [200, 7]);
  assert.deepEqual(changed.delta, limit);

  const type = '/api/v2/resource-types/door';
  const put = (actions: object) => entryOf(service, { method: 'PUT', url: type, payload: { actions } });
  assert.deepEqual(versions(await put({ open: 'read' }), 'actions'), [undefined, { open: 'read' }]);
  assert.deepEqual(versions(await put({ open: 'write' }), 'actions'), [{ open: 'read' }, { open: 'write' }]);
  const removed = await entryOf(service, { method: 'DELETE', url: type });
  assert.deepEqual(versions(removed, 'actions'), [{ open: 'write' }, undefined]);
});

test('each change of a member says what they were and what they became, and nothing that they sign in with', async (t) => {
  const service = await startTestService(t);
  const [{ currentVersion: owner }, { currentVersion: account }] = await Promise.all(
    ['member', 'account'].map(async (kind) => {
      const { items } = (await service.call({ url: AUDIT })).json();
      const entry = items.find((each: { kind: string }) => each.kind === kind);
      return (await service.call({ url: `${AUDIT}/${entry._id}` })).json();
    }),
  );
  assert.deepEqual([owner.email, owner.role], ['owner@example.com', 'owner']);
  assert.deepEqual(Object.keys(account), ['_id', 'key', 'organization']);

  const invitation = [{ email: 'new@example.com', role: 'reader' }];
  const invited = await entryOf(service, { method: 'POST', url: '/api/v2/members', payload: invitation });
  assert.deepEqual(versions(invited, '_pendingInvite'), [undefined, true]);
  const { id, email } = await addSigner(service, undefined, 'writer');
  const url = `/api/v2/members/${id}`;
  const promoted = await entryOf(service, {
    method: 'PATCH',
    url,
    payload: [{ op: 'replace', path: '/role', value: 'reader' }],
  });
  assert.deepEqual(versions(promoted, 'role'), ['writer', 'reader']);
  await new Browser(service).signIn(email);
  const removed = await entryOf(service, { method: 'DELETE', url });
  assert.deepEqual(versions(removed, 'email'), [email, undefined]);
  for (const { details } of service.query('select details from audit_entries where details is not null')) {
    assert.doesNotMatch(String(details), /argon2|digest|password|"link"|http/i);
  }
});

test('a secret that somebody put into a patch or a comment is in no entry', async (t) => {
  const service = await startTestService(t);
  const { _id, token } = await service.createToken({ name: 'ci', role: 'reader' });
  await service.call({
    method: 'POST',
    url: '/api/v2/roles',
    payload: { key: 'ops', name: 'Ops', policy: [] },
  });
  const patch = [
    { op: 'add', path: '/description', value: `kept\n${token}` },
    { op: 'replace', path: '/description', value: 'fine' },
  ];
  const changed = await service.call({ method: 'PATCH', url: `${TOKENS}/${_id}`, payload: patch });
  assert.equal(changed.statusCode, 200, changed.body);
  const [{ _id: entryId }] = service.query(
    'select id as _id from audit_entries order by number desc limit 1',
  ) as [{ _id: string }];
  const entry = (await service.call({ url: `${AUDIT}/${entryId}` })).json();
  assert.equal(entry.delta[0].value, 'kept\n[redacted]');
  for (const [url, path] of [
    [`${TOKENS}/${_id}`, '/name'],
    ['/api/v2/roles/ops', '/name'],
    ['/api/v2/account/settings', '/restApi'],
  ] as const) {
    const before = service.query('select count(*) as n from audit_entries');
    const value = path === '/restApi' ? true : 'other';
    const payload = { patch: [{ op: 'replace', path, value }], comment: `see ${token}` };
    const response = await service.call({ method: 'PATCH', url, payload });
    assert.equal(response.statusCode, 400, `${url} ${response.body}`);
    assert.match(response.json().message, /`comment`/);
    assert.deepEqual(service.query('select count(*) as n from audit_entries'), before);
  }
});
