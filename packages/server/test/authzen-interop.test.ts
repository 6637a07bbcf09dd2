/**
 * What the AuthZEN working group tries its implementations with, as data of ours in `spec/authzen`: what differs from theirs is said
 * there, and what cannot be said at all here.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { patchMember } from './member-calls.ts';
import { startTestService, type TestService } from './test-service.ts';

/** Scenarios that policies cannot express, and why. */
const SKIPPED: Readonly<Record<string, string>> = {
  'authzen-idp/test/token_issuance':
    'whether a token is issued depends on the property `role` of the subject of the question; a subject is judged by what it holds',
};

type Properties = Readonly<Record<string, unknown>> | null;
type Case = readonly [
  user: string,
  action: string,
  type: string,
  id: string,
  properties: Properties,
  decision: boolean,
];
type Batch = readonly [
  user: string,
  action: string,
  resources: readonly (readonly [type: string, id: string, properties: Properties, decision: boolean])[],
];

interface Scenario {
  readonly types: Readonly<Record<string, object>>;
  readonly roles: Readonly<Record<string, readonly object[]>>;
  readonly users: Readonly<
    Record<string, { readonly roles: readonly string[]; readonly mail?: readonly string[] }>
  >;
  readonly evaluation?: readonly Case[];
  readonly evaluations?: readonly Batch[];
  readonly searches?: readonly (readonly [user: string, action: string, records: readonly string[]])[];
}

function readScenario(name: string): Scenario {
  return JSON.parse(
    readFileSync(new URL(`../../../spec/authzen/${name}.json`, import.meta.url), 'utf8'),
  ) as Scenario;
}

/** Loads the types, roles and users of a scenario by the API; answers the ids of the users. */
async function load(
  service: TestService,
  { types, roles, users }: Scenario,
): Promise<ReadonlyMap<string, string>> {
  for (const [name, payload] of Object.entries(types)) {
    const url = `/api/v2/resource-types/${name}`;
    const made = await service.call({ method: 'PUT', url, payload });
    assert.equal(made.statusCode, 201, made.body);
  }
  for (const [key, policy] of Object.entries(roles)) {
    const payload = { key, name: key, policy };
    const made = await service.call({ method: 'POST', url: '/api/v2/roles', payload });
    assert.equal(made.statusCode, 201, made.body);
  }
  const ids = new Map<string, string>();
  for (const [name, { roles: held, mail }] of Object.entries(users)) {
    const { member } = await service.addMember('no_access', 'reader');
    const changed = await patchMember(service, member.id, [
      { op: 'replace', path: '/customRoles', value: held },
      ...(mail === undefined ? [] : [{ op: 'add', path: '/roleAttributes/mail', value: mail }]),
    ]);
    assert.equal(changed.statusCode, 200, changed.body);
    ids.set(name, member.id);
  }
  return ids;
}

async function ask(service: TestService, path: string, payload: object) {
  const answer = await service.call({ method: 'POST', url: `/access/v1/${path}`, payload });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json();
}

const member = (ids: ReadonlyMap<string, string>, user: string) => ({
  type: 'member',
  id: ids.get(user) ?? assert.fail(user),
});

const resource = (type: string, id: string, properties: Properties) => ({
  type,
  id,
  ...(properties && { properties }),
});

for (const [name, count] of [
  ['todo', 40],
  ['api-gateway', 25],
] as const) {
  test(`the scenario ${name} is decided as the working group decides it`, async (t) => {
    const service = await startTestService(t);
    const scenario = readScenario(name);
    const ids = await load(service, scenario);
    const { evaluation = [], evaluations = [] } = scenario;
    assert.equal(evaluation.length, count);
    for (const [user, action, type, id, properties, decision] of evaluation) {
      const question = {
        subject: member(ids, user),
        action: { name: action },
        resource: resource(type, id, properties),
      };
      assert.equal((await ask(service, 'evaluation', question)).decision, decision, JSON.stringify(question));
    }
    for (const [user, action, asked] of evaluations) {
      const question = {
        subject: member(ids, user),
        action: { name: action },
        evaluations: asked.map(([type, id, properties]) => ({ resource: resource(type, id, properties) })),
      };
      const answer = await ask(service, 'evaluations', question);
      assert.deepEqual(
        answer.evaluations.map(({ decision }: { decision: boolean }) => decision),
        asked.map(([, , , decision]) => decision),
      );
    }
  });
}

test('the scenario search is found as the working group finds it, by subject, resource and action', async (t) => {
  const service = await startTestService(t);
  const scenario = readScenario('search');
  const ids = await load(service, scenario);
  const { searches = [], users } = scenario;
  assert.equal(searches.length, 18);
  const found = async (what: string, question: object): Promise<readonly string[]> => {
    const { results, page } = await ask(service, `search/${what}`, question);
    assert.equal(page.next_token, '');
    return results.map(({ id, name }: { id?: string; name?: string }) => id ?? name ?? assert.fail());
  };
  for (const [user, name, records] of searches) {
    const question = { subject: member(ids, user), action: { name }, resource: { type: 'record' } };
    assert.deepEqual(await found('resource', question), records, `${user} ${name}`);
  }
  const all = searches.find(([user, name]) => user === 'alice' && name === 'view')?.[2] ?? assert.fail();
  assert.equal(all.length, 20);
  const may = (user: string, name: string, record: string) =>
    searches.some(([who, what, records]) => who === user && what === name && records.includes(record));
  const names = ['delete', 'edit', 'view'];
  const owner = (await service.call({ url: '/api/v2/caller-identity' })).json().memberId;
  for (const record of all) {
    const one = { type: 'record', id: record };
    for (const name of names) {
      const question = { subject: { type: 'member' }, action: { name }, resource: one };
      const expected = Object.keys(users).filter((user) => may(user, name, record));
      const who = (await found('subject', question)).filter((id) => id !== owner);
      assert.deepEqual([...who].sort(), expected.map((user) => ids.get(user)).sort(), `${name} ${record}`);
    }
    for (const user of Object.keys(users)) {
      const question = { subject: member(ids, user), resource: one };
      const expected = names.filter((name) => may(user, name, record));
      assert.deepEqual(await found('action', question), expected, `${user} ${record}`);
    }
  }
});

for (const [name, reason] of Object.entries(SKIPPED)) test(name, { skip: reason });
