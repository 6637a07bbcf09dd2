/**
 * The certification scenario of OpenID AuthZEN 1.0, by the ids of its cases: levels Basic, Batch, Search and Discovery. Its users
 * are members here, its records a type that the account declares; `status` is a property that the type takes as a tag. What a
 * search finds among records is what roles name: so they name both.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { patchMember } from './member-calls.ts';
import { startTestService, type TestService } from './test-service.ts';

const ONE = '/access/v1/evaluation';
const MANY = '/access/v1/evaluations';
const SEARCH = '/access/v1/search';

/** Not expressible, and why. Policies speak of subjects by who holds them, and of actions by their names. */
const SKIPPED: Readonly<Record<string, string>> = {
  'c-2-2-6': 'the decision depends on a property of the action',
  'c-2-2-7': 'the decision depends on a property of the action',
};

interface Fixture {
  readonly service: TestService;
  readonly alice: { readonly type: 'member'; readonly id: string };
  readonly bob: { readonly type: 'member'; readonly id: string };
}

const RECORD_1 = { type: 'record', id: 'record-1' } as const;
const RECORD_2 = { type: 'record', id: 'record-2' } as const;
const READ = { name: 'read' } as const;
const WRITE = { name: 'write' } as const;
const ARCHIVED = { ...RECORD_2, properties: { status: 'archived' } } as const;

const ROLES = {
  alice: [
    { effect: 'allow', resources: ['record/*', 'record/record-1'], actions: ['read', 'write'] },
    { effect: 'deny', resources: ['record/*;status.archived'], actions: ['write'] },
  ],
  bob: [
    { effect: 'allow', resources: ['record/*'], actions: ['read'] },
    { effect: 'allow', resources: ['record/record-2', 'record/*;status.archived'], actions: ['write'] },
  ],
};

async function loadFixture(t: Parameters<typeof startTestService>[0]): Promise<Fixture> {
  const service = await startTestService(t);
  const actions = { read: 'read', write: 'write', delete: 'admin' };
  const type = {
    method: 'PUT',
    url: '/api/v2/resource-types/record',
    payload: { tags: true, actions },
  } as const;
  assert.equal((await service.call(type)).statusCode, 201);
  const make = async (key: 'alice' | 'bob') => {
    const payload = { key, name: key, policy: ROLES[key] };
    assert.equal((await service.call({ method: 'POST', url: '/api/v2/roles', payload })).statusCode, 201);
    const { member } = await service.addMember('no_access', 'reader');
    const changed = await patchMember(service, member.id, [
      { op: 'replace', path: '/customRoles', value: [key] },
    ]);
    assert.equal(changed.statusCode, 200, changed.body);
    return { type: 'member', id: member.id } as const;
  };
  return { service, alice: await make('alice'), bob: await make('bob') };
}

function ask(service: TestService, payload: object, url = ONE): Promise<LightMyRequestResponse> {
  return service.call({ method: 'POST', url, payload });
}

function decisionOf(answer: LightMyRequestResponse): unknown {
  assert.equal(answer.statusCode, 200, answer.body);
  assert.match(String(answer.headers['content-type']), /^application\/json/);
  return answer.json().decision;
}

function decisionsOf(answer: LightMyRequestResponse): unknown[] {
  assert.equal(answer.statusCode, 200, answer.body);
  assert.equal('decision' in answer.json(), false, 'no decision beside them');
  return answer.json().evaluations.map(({ decision }: { decision: unknown }) => decision);
}

test('Basic: c-2-2-1 to c-2-2-9, c-2-3 and c-2-6', async (t) => {
  const { service, alice, bob } = await loadFixture(t);
  const cases: Readonly<Record<string, readonly [object, boolean]>> = {
    'c-2-2-1': [{ subject: alice, action: READ, resource: RECORD_1 }, true],
    'c-1-4 rule 2': [{ subject: alice, action: WRITE, resource: RECORD_1 }, true],
    'c-1-4 rule 3': [{ subject: bob, action: READ, resource: RECORD_1 }, true],
    'c-2-2-2': [{ subject: bob, action: WRITE, resource: RECORD_1 }, false],
    'c-2-2-3': [
      {
        subject: alice,
        action: READ,
        resource: RECORD_1,
        context: { time: '2025-06-27T18:03-07:00', ip: '192.168.1.1' },
      },
      true,
    ],
    'c-2-2-4': [{ subject: alice, action: WRITE, resource: ARCHIVED }, false],
    'c-2-2-5': [
      { subject: { ...bob, properties: { role: 'admin' } }, action: WRITE, resource: ARCHIVED },
      true,
    ],
    'c-2-2-8': [
      {
        subject: { ...alice, properties: { department: 'Sales', role: 'manager' } },
        action: { ...READ, properties: { method: 'GET' } },
        resource: { ...RECORD_1, properties: { status: 'active', owner: 'bob' } },
      },
      true,
    ],
    'c-2-2-9': [
      { subject: alice, action: READ, resource: RECORD_1, foo: 'bar', futureField: { nested: true } },
      true,
    ],
  };
  for (const [id, [payload, decision]] of Object.entries(cases)) {
    assert.equal(SKIPPED[id], undefined);
    for (const time of ['first', 'second', 'third'])
      assert.equal(decisionOf(await ask(service, payload)), decision, `${id}, ${time}`);
  }
});

test('Basic: c-2-4, c-2-5: what is no question is 400, and `X-Request-ID` comes back', async (t) => {
  const { service, alice } = await loadFixture(t);
  const right = { subject: alice, action: READ, resource: RECORD_1 };
  const { subject, action, resource } = right;
  const wrong = [
    { action, resource },
    { subject, resource },
    { subject, action },
    { ...right, subject: { id: alice.id } },
    { ...right, subject: { type: 'member' } },
    { ...right, action: {} },
    { ...right, resource: { id: 'record-1' } },
    { ...right, resource: { type: 'record' } },
    { ...right, subject: 'alice' },
    { ...right, action: { name: 123 } },
    { ...right, context: [] },
  ];
  for (const payload of wrong) {
    for (const url of [ONE, MANY]) {
      const answer = await ask(service, payload, url);
      assert.equal(answer.statusCode, 400, JSON.stringify(payload));
      assert.match(answer.json().message, /subject|action|resource|context/);
    }
  }
  const whole = JSON.stringify(right);
  const send = (payload: string, type: string) =>
    service.call({ method: 'POST', url: ONE, payload, headers: { 'content-type': type } });
  for (const [payload, type] of [
    [whole, 'text/plain'],
    [whole, 'application/xml'],
    [whole, 'multipart/form-data; boundary=b'],
    [whole.slice(0, -1), 'application/json'],
    ['', 'application/json'],
    [whole.replace('{', '{"subject":{},'), 'application/json'],
  ] as const)
    assert.equal((await send(payload, type)).statusCode, 400, `${type} ${payload}`);
  assert.equal((await service.call({ method: 'POST', url: ONE })).statusCode, 400);

  for (const payload of [right, {}]) {
    const headers = { 'x-request-id': 'bfe9eb29-ab87-4ca3-be83-a1d5d8305716' };
    const answer = await service.call({ method: 'POST', url: ONE, payload, headers });
    assert.equal(answer.headers['x-request-id'], headers['x-request-id']);
    assert.ok((await ask(service, payload)).headers['x-request-id']);
  }
  const { token } = await service.createToken({ role: 'reader' });
  const careless = await service.call({
    method: 'POST',
    url: ONE,
    payload: right,
    headers: { 'x-request-id': token },
  });
  assert.notEqual(careless.headers['x-request-id'], token);
});

test('Batch: c-3-2-1 to c-3-2-7 and c-3-3', async (t) => {
  const { service, alice, bob } = await loadFixture(t);
  const admin = { ...bob, properties: { role: 'admin' } };
  const active = { status: 'active' };
  const cases: Readonly<Record<string, readonly [object, readonly boolean[]]>> = {
    'c-3-2-1': [
      { subject: alice, action: READ, evaluations: [{ resource: RECORD_1 }, { resource: RECORD_2 }] },
      [true, true],
    ],
    'c-3-2-2': [
      { subject: bob, resource: RECORD_1, evaluations: [{ action: READ }, { action: WRITE }] },
      [true, false],
    ],
    'c-3-2-3': [
      {
        subject: alice,
        action: WRITE,
        evaluations: [{ resource: { ...RECORD_1, properties: active } }, { resource: ARCHIVED }],
      },
      [true, false],
    ],
    'c-3-2-4': [
      { action: WRITE, resource: ARCHIVED, evaluations: [{ subject: alice }, { subject: admin }] },
      [false, true],
    ],
    'c-3-2-5': [
      {
        evaluations: [
          { subject: alice, action: READ, resource: RECORD_1 },
          { subject: bob, action: WRITE, resource: RECORD_1 },
        ],
      },
      [true, false],
    ],
    'c-3-2-6': [
      {
        subject: alice,
        action: READ,
        context: { time: '2025-06-27T18:03-07:00' },
        evaluations: [
          { resource: RECORD_1 },
          { resource: RECORD_2, context: { time: '2025-06-27T19:00-07:00', source: 'batch-override' } },
        ],
      },
      [true, true],
    ],
    'c-3-2-7': [
      {
        subject: alice,
        action: WRITE,
        resource: { type: 'record' },
        evaluations: [{ resource: { id: 'record-1', properties: active } }, { resource: ARCHIVED }],
      },
      [true, false],
    ],
  };
  for (const [id, [payload, decisions]] of Object.entries(cases))
    assert.deepEqual(decisionsOf(await ask(service, payload, MANY)), decisions, id);
});

test('Batch: c-3-4: a broken question is denied alone, and without a list it is one question', async (t) => {
  const { service, alice } = await loadFixture(t);
  const common = { subject: alice, action: READ };
  const payload = { ...common, evaluations: [{ resource: RECORD_1 }, {}, { resource: 'x' }] };
  const answer = await ask(service, payload, MANY);
  assert.deepEqual(decisionsOf(answer), [true, false, false]);
  assert.match(answer.json().evaluations[1].context.error.message, /`resource` is missing/);
  for (const more of [{}, { evaluations: [] }]) {
    const single = await ask(service, { ...common, resource: RECORD_1, ...more }, MANY);
    assert.equal(decisionOf(single), true);
    assert.equal('evaluations' in single.json(), false);
  }
});

/** What was found, by what names it: an `id`, or a `name`. Each is whole, and the page says what it has. */
function resultsOf(answer: LightMyRequestResponse, type: string | undefined): unknown[] {
  assert.equal(answer.statusCode, 200, answer.body);
  assert.match(String(answer.headers['content-type']), /^application\/json/);
  const { results, page } = answer.json();
  assert.equal(typeof page.next_token, 'string');
  assert.equal(page.count, results.length);
  for (const each of results) assert.equal(each.type, type);
  return results.map(({ id, name }: { id?: unknown; name?: unknown }) => id ?? name);
}

test('Search: c-4-2-1 to c-4-4-3', async (t) => {
  const { service, alice, bob } = await loadFixture(t);
  const admin = { ...bob, properties: { role: 'admin' } };
  const context = { time: '2025-06-27T18:03-07:00' };
  const users = { type: 'member' };
  const records = { type: 'record' };
  const cases: Readonly<Record<string, readonly [string, object, readonly unknown[], readonly unknown[]]>> = {
    'c-4-2-1': ['subject', { subject: users, action: READ, resource: RECORD_1 }, [alice.id, bob.id], []],
    'c-4-2-2': [
      'subject',
      { subject: users, action: READ, resource: RECORD_1, context },
      [alice.id, bob.id],
      [],
    ],
    'c-4-2-3': [
      'subject',
      { subject: { ...users, id: alice.id }, action: READ, resource: RECORD_1 },
      [alice.id, bob.id],
      [],
    ],
    'c-4-2-4': ['subject', { subject: users, action: WRITE, resource: ARCHIVED }, [bob.id], [alice.id]],
    'c-4-3-1': ['resource', { subject: alice, action: READ, resource: records }, ['record-1'], []],
    'c-4-3-2': [
      'resource',
      { subject: alice, action: READ, resource: { ...records, id: 'record-1' } },
      ['record-1', 'record-2'],
      [],
    ],
    'c-4-3-3': ['resource', { subject: admin, action: WRITE, resource: records }, ['record-2'], ['record-1']],
    'c-4-4-1': ['action', { subject: alice, resource: RECORD_1 }, ['read', 'write'], []],
    'c-4-4-2': ['action', { subject: alice, resource: RECORD_1, context }, ['read', 'write'], []],
    'c-4-4-3': ['action', { subject: admin, resource: ARCHIVED }, ['write'], []],
  };
  for (const [id, [what, payload, among, not]] of Object.entries(cases)) {
    assert.equal(SKIPPED[id], undefined);
    const type = { subject: 'member', resource: 'record' }[what];
    const found = resultsOf(await ask(service, payload, `${SEARCH}/${what}`), type);
    for (const each of among) assert.ok(found.includes(each), `${id}: ${each} among ${found}`);
    for (const each of not) assert.ok(!found.includes(each), `${id}: ${each} not among ${found}`);
  }
});

test('Search: c-4-5: pages', async (t) => {
  const { service, alice, bob } = await loadFixture(t);
  const question = { subject: { type: 'member' }, action: READ, resource: RECORD_1 };
  const first = await ask(service, { ...question, page: { limit: 1 } }, `${SEARCH}/subject`);
  const found = resultsOf(first, 'member');
  assert.equal(found.length, 1);
  let { next_token: token } = first.json().page;
  assert.notEqual(token, '');
  while (token !== '') {
    const answer = await ask(service, { ...question, page: { token } }, `${SEARCH}/subject`);
    found.push(...resultsOf(answer, 'member'));
    token = answer.json().page.next_token;
  }
  assert.equal(new Set(found).size, found.length);
  for (const { id } of [alice, bob]) assert.ok(found.includes(id));
});

test('Search: c-4-6, c-4-7: what is unknown is not found, and what is no question is 400', async (t) => {
  const { service, alice } = await loadFixture(t);
  const users = { type: 'member' };
  const unknown = {
    'c-4-6-1': ['action', { subject: { ...users, id: 'nonexistent-user' }, resource: RECORD_1 }],
    'c-4-6-2': ['subject', { subject: { type: 'spaceship' }, action: READ, resource: RECORD_1 }],
  } as const;
  for (const [id, [what, payload]] of Object.entries(unknown))
    assert.deepEqual((await ask(service, payload, `${SEARCH}/${what}`)).json().results, [], id);
  const wrong = [
    ['subject', { subject: users, resource: RECORD_1 }],
    ['resource', { action: READ, resource: { type: 'record' } }],
    ['action', { subject: alice }],
    ['subject', { subject: users, action: READ, resource: { type: 'record' } }],
    ['resource', { subject: users, action: READ, resource: { type: 'record' } }],
    ['action', { subject: users, resource: RECORD_1 }],
    ['subject', { subject: users, action: READ, resource: RECORD_1, page: [] }],
    ['subject', { subject: users, action: READ, resource: RECORD_1, page: { limit: -1 } }],
  ] as const;
  for (const [what, payload] of wrong) {
    const answer = await ask(service, payload, `${SEARCH}/${what}`);
    assert.equal(answer.statusCode, 400, JSON.stringify(payload));
    assert.match(answer.json().message, /subject|action|resource|page/);
  }
  const headers = { 'x-request-id': 'bfe9eb29-ab87-4ca3-be83-a1d5d8305716' };
  const payload = { subject: alice, resource: RECORD_1 };
  const url = `${SEARCH}/action`;
  const echoed = await service.call({ method: 'POST', url, payload, headers });
  assert.equal(echoed.headers['x-request-id'], headers['x-request-id']);
  const text = await service.call({
    method: 'POST',
    url,
    payload: 'x',
    headers: { 'content-type': 'text/plain' },
  });
  assert.equal(text.statusCode, 400);
});

test('Discovery: c-6', async (t) => {
  const publicUrl = 'https://pdp.example.com';
  const service = await startTestService(t, { config: { publicUrl } });
  const url = '/.well-known/authzen-configuration';
  const answer = await service.call({ url, as: null, headers: { host: 'evil.example' } });
  assert.equal(answer.statusCode, 200);
  assert.deepEqual(answer.json(), {
    policy_decision_point: publicUrl,
    access_evaluation_endpoint: `${publicUrl}${ONE}`,
    access_evaluations_endpoint: `${publicUrl}${MANY}`,
    search_subject_endpoint: `${publicUrl}${SEARCH}/subject`,
    search_resource_endpoint: `${publicUrl}${SEARCH}/resource`,
    search_action_endpoint: `${publicUrl}${SEARCH}/action`,
  });
  const unnamed = await startTestService(t);
  assert.equal((await unnamed.call({ url, as: null })).statusCode, 404);
});
