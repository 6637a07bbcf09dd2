/** Searches of AuthZEN: who may do something, to what, and what. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newObjectId } from '../src/object-id.ts';
import { patchMember } from './member-calls.ts';
import { createVerifier } from './oauth-calls.ts';
import { addSecondAccount } from './second-account.ts';
import { type CallOptions, startTestService, type TestService } from './test-service.ts';

const PATH = '/access/v1/search';
const DOOR = { type: 'door', id: 'front' } as const;
const OPEN = { name: 'open' } as const;

interface Answer {
  readonly results: readonly { readonly id?: string; readonly name?: string }[];
  readonly page: { readonly next_token: string; readonly count: number };
}

async function search(
  service: TestService,
  what: 'subject' | 'resource' | 'action',
  payload: object,
  options: CallOptions = {},
): Promise<Answer> {
  const answer = await service.call({ method: 'POST', url: `${PATH}/${what}`, payload, ...options });
  assert.equal(answer.statusCode, 200, answer.body);
  assert.equal(answer.json().page.count, answer.json().results.length);
  return answer.json();
}

/** What was found, sorted. */
async function found(...asked: Parameters<typeof search>): Promise<readonly string[]> {
  const { results, page } = await search(...asked);
  assert.equal(page.next_token, '');
  return results.map(({ id, name }) => id ?? name ?? assert.fail()).sort();
}

async function make(service: TestService, method: 'POST' | 'PUT', url: string, payload: object) {
  const made = await service.call({ method, url, payload });
  assert.equal(made.statusCode, 201, made.body);
  return made.json();
}

const addRole = (service: TestService, key: string, ...policy: object[]) =>
  make(service, 'POST', '/api/v2/roles', { key, name: key, policy });

const allow = (actions: string[], ...resources: string[]) => ({ effect: 'allow', actions, resources });
const deny = (actions: string[], ...resources: string[]) => ({ effect: 'deny', actions, resources });

async function startWithDoors(t: Parameters<typeof startTestService>[0]): Promise<TestService> {
  const service = await startTestService(t);
  const actions = { open: 'write', look: 'read', break: 'admin' };
  await make(service, 'PUT', '/api/v2/resource-types/door', { tags: true, flags: ['locked'], actions });
  await make(service, 'PUT', '/api/v2/resource-types/key', { parents: ['door'], actions: { turn: 'write' } });
  return service;
}

const EVALUATE = allow(['evaluatePolicy'], 'acct');

/** The secret of a token that may ask, and see what the statements say. */
async function createAsker(service: TestService, ...statements: object[]): Promise<string> {
  const made = await service.createToken({ serviceToken: true, inlineRole: [EVALUATE, ...statements] });
  return made.token;
}

test('tokens are found that would be allowed, and none that is denied, has ended or was switched off', async (t) => {
  const service = await startWithDoors(t);
  const writer = await service.createToken({ role: 'writer', serviceToken: true });
  await service.createToken({ role: 'reader', serviceToken: true });
  const keeper = await service.createToken({
    serviceToken: true,
    inlineRole: [allow(['open'], 'door/*'), deny(['open'], 'door/back', 'door/*;blue')],
  });
  await addRole(service, 'porter', allow(['open'], 'door/front'));
  const porter = await service.createToken({ serviceToken: true, customRoleIds: ['porter'] });
  const { member, secret } = await service.addMember('writer', 'writer');
  const own = (await service.call({ url: '/api/v2/caller-identity', as: secret })).json().tokenId;
  const owner = (await service.call({ url: '/api/v2/caller-identity' })).json().tokenId;
  const ask = (resource: object = DOOR) =>
    found(service, 'subject', { subject: { type: 'token' }, action: OPEN, resource });
  const always = [writer._id, own, owner];
  assert.deepEqual(await ask(), [...always, keeper._id, porter._id].sort());
  assert.deepEqual(await ask({ type: 'door', id: 'back' }), [...always].sort(), 'a deny counts');
  const blue = { ...DOOR, properties: { tags: ['blue'] } };
  assert.deepEqual(await ask(blue), [...always, porter._id].sort(), 'tags of the question count');

  await patchMember(service, member.id, [{ op: 'replace', path: '/role', value: 'reader' }]);
  const payload = [{ op: 'replace', path: '/disabled', value: true }];
  await service.call({ method: 'PATCH', url: `/api/v2/tokens/${writer._id}`, payload });
  await service.call({ method: 'DELETE', url: `/api/v2/tokens/${keeper._id}` });
  assert.deepEqual(await ask(), [owner, porter._id].sort(), 'at once after the change');
});

test('members and teams are found by all that they hold', async (t) => {
  const service = await startWithDoors(t);
  await addRole(service, 'keeper', allow(['open'], 'door/*'));
  await addRole(service, 'nothing');
  await make(service, 'POST', '/api/v2/teams', { key: 'web', name: 'Web', customRoleKeys: ['keeper'] });
  await make(service, 'POST', '/api/v2/teams', { key: 'ops', name: 'Ops', customRoleKeys: ['nothing'] });
  const [writer, reader, stripped, inTeam] = [
    await service.addMember('writer', 'reader'),
    await service.addMember('reader', 'reader'),
    await service.addMember('admin', 'reader'),
    await service.addMember('no_access', 'reader'),
  ];
  await patchMember(service, stripped.member.id, [{ op: 'add', path: '/customRoles/-', value: 'nothing' }]);
  const joins = [{ kind: 'addMembers', values: [inTeam.member.id] }];
  const joined = await service.call({
    method: 'PATCH',
    url: '/api/v2/teams/web',
    payload: { instructions: joins },
    headers: { 'content-type': 'application/json; domain-model=launchdarkly.semanticpatch' },
  });
  assert.equal(joined.statusCode, 200, joined.body);
  const owner = (await service.call({ url: '/api/v2/caller-identity' })).json().memberId;
  const ask = (type: string) =>
    found(service, 'subject', { subject: { type, id: 'ignored' }, action: OPEN, resource: DOOR });
  assert.deepEqual(await ask('member'), [owner, writer.member.id, inTeam.member.id].sort());
  assert.deepEqual(await ask('team'), ['web']);
  assert.deepEqual(await ask('spaceship'), []);
  assert.ok(reader);
});

test('whoever asks finds only subjects that they may see, and needs `evaluatePolicy`', async (t) => {
  const service = await startWithDoors(t);
  await addRole(service, 'keeper', allow(['open'], 'door/*'));
  for (const key of ['web', 'ops'])
    await make(service, 'POST', '/api/v2/teams', { key, name: key, customRoleKeys: ['keeper'] });
  const { member } = await service.addMember('admin', 'admin');
  const seen = await service.createToken({ role: 'writer', serviceToken: true, tags: ['shown'] });
  await service.createToken({ role: 'writer', serviceToken: true });
  const ask = (type: string, as: string) =>
    found(service, 'subject', { subject: { type }, action: OPEN, resource: DOOR }, { as });
  const asker = await createAsker(
    service,
    allow(['viewToken'], 'service-token/*;shown'),
    allow(['viewMember'], `member/${member.id}`),
    allow(['viewTeam'], 'team/web'),
  );
  assert.deepEqual(await ask('token', asker), [seen._id]);
  assert.deepEqual(await ask('member', asker), [member.id]);
  assert.deepEqual(await ask('team', asker), ['web']);
  const verifier = await createVerifier(service);
  for (const type of ['token', 'member', 'team']) assert.deepEqual(await ask(type, verifier), []);

  const question = { subject: { type: 'token', id: seen._id }, action: OPEN, resource: DOOR };
  for (const url of ['subject', 'resource', 'action'].map((what) => `${PATH}/${what}`)) {
    const refused = await service.call({ method: 'POST', url, payload: question, as: seen.token });
    assert.deepEqual([refused.statusCode, refused.json().access?.action], [403, 'evaluatePolicy']);
    const nobody = await service.call({ method: 'POST', url, payload: question, as: null });
    assert.deepEqual([nobody.statusCode, nobody.headers['www-authenticate']], [401, 'Bearer']);
  }
});

test('resources are those that visible roles name one by one, and those that are stored', async (t) => {
  const service = await startWithDoors(t);
  await addRole(service, 'keeper', allow(['open'], 'door/*'), deny(['open'], 'door/vault'));
  await addRole(service, 'porter', allow(['look'], 'door/front;blue', 'door/b*', 'door/side:key/k1'));
  await addRole(service, 'hidden', allow(['look'], 'door/secret'));
  const subject = await service.createToken({ serviceToken: true, customRoleIds: ['keeper'] });
  const ask = (type: string, action: string, as = service.ownerSecret, of: object = {}) =>
    found(
      service,
      'resource',
      { subject: { type: 'token', id: subject._id, ...of }, action: { name: action }, resource: { type } },
      { as },
    );
  assert.deepEqual(await ask('door', 'open'), ['front', 'secret', 'side'], 'the vault is denied');
  assert.deepEqual(await ask('door', 'look'), []);
  const asker = await createAsker(service, allow(['viewRole'], 'role/porter'));
  assert.deepEqual(await ask('door', 'open', asker), ['front', 'side'], 'not what a hidden role names');
  assert.deepEqual(await ask('spaceship', 'open'), []);
  assert.deepEqual(await ask('door', 'open', service.ownerSecret, { id: newObjectId() }), []);

  const owner = (await service.call({ url: '/api/v2/caller-identity' })).json();
  const ofOwner = { id: owner.tokenId };
  assert.deepEqual(await ask('key', 'turn', service.ownerSecret, ofOwner), ['door/side:key/k1']);
  assert.deepEqual(await ask('acct', 'updateSettings', service.ownerSecret, ofOwner), ['acct']);
  assert.deepEqual(await ask('member', 'updateRole', service.ownerSecret, ofOwner), [owner.memberId]);
  const personal = `member/${owner.memberId}:token/${owner.tokenId}`;
  assert.deepEqual(await ask('token', 'resetAccessToken', service.ownerSecret, ofOwner), [personal]);
  const roles = await ask('role', 'updatePolicy', service.ownerSecret, ofOwner);
  assert.ok(
    ['hidden', 'keeper', 'porter', 'keyward-verifier'].every((key) => roles.includes(key)),
    String(roles),
  );
  assert.deepEqual(await ask('service-token', 'resetAccessToken', asker, ofOwner), []);
});

test('the tags of a token are the stored ones, also where it is searched', async (t) => {
  const service = await startWithDoors(t);
  const tagged = await service.createToken({ role: 'reader', serviceToken: true, tags: ['ci'] });
  const plain = await service.createToken({ role: 'reader', serviceToken: true });
  const cleaner = await service.createToken({
    serviceToken: true,
    inlineRole: [allow(['deleteAccessToken'], 'service-token/*;ci')],
  });
  const subject = { type: 'token', id: cleaner._id };
  const action = { name: 'deleteAccessToken' };
  const resource = { type: 'service-token', properties: { tags: ['ci'] } };
  assert.deepEqual(await found(service, 'resource', { subject, action, resource }), [tagged._id]);
  const ask = (id: string) => found(service, 'action', { subject, resource: { ...resource, id } });
  assert.deepEqual(await ask(tagged._id), ['deleteAccessToken', 'viewToken']);
  assert.deepEqual(await ask(plain._id), []);
});

test('actions are those of the type, as far as the subject may do them', async (t) => {
  const service = await startWithDoors(t);
  const keeper = await service.createToken({
    serviceToken: true,
    inlineRole: [allow(['*'], 'door/*'), deny(['break'], 'door/*;{locked:true}')],
  });
  const subject = { type: 'token', id: keeper._id };
  const ask = (resource: object) => found(service, 'action', { subject, resource });
  assert.deepEqual(await ask(DOOR), ['break', 'look', 'open']);
  assert.deepEqual(await ask({ ...DOOR, properties: { locked: true } }), ['look', 'open']);
  assert.deepEqual(
    await ask({ type: 'door', id: 'door/front:key/x' }),
    [],
    'the id names nothing of the type',
  );
  assert.deepEqual(await ask({ type: 'spaceship', id: 'x' }), []);
  assert.deepEqual(
    await found(service, 'action', { subject: { type: 'member', id: 'x' }, resource: DOOR }),
    [],
  );
});

test('what was found evaluates to true, and what was not to false', async (t) => {
  const service = await startWithDoors(t);
  await addRole(service, 'keeper', allow(['open', 'look'], 'door/a', 'door/b'), deny(['look'], 'door/b'));
  await make(service, 'POST', '/api/v2/teams', { key: 'web', name: 'Web', customRoleKeys: ['keeper'] });
  const subjects = [
    { type: 'team', id: 'web' },
    { type: 'member', id: (await service.addMember('reader', 'reader')).member.id },
    { type: 'token', id: (await service.createToken({ serviceToken: true, customRoleIds: ['keeper'] }))._id },
  ];
  for (const subject of subjects) {
    for (const name of ['open', 'look', 'break']) {
      const action = { name };
      const resources = await found(service, 'resource', { subject, action, resource: { type: 'door' } });
      for (const id of ['a', 'b']) {
        const resource = { type: 'door', id };
        const payload = { subject, action, resource };
        const { decision } = (
          await service.call({ method: 'POST', url: '/access/v1/evaluation', payload })
        ).json();
        assert.equal(resources.includes(id), decision, JSON.stringify(payload));
        assert.equal((await found(service, 'action', payload)).includes(name), decision);
        const who = await found(service, 'subject', { ...payload, subject: { type: subject.type } });
        assert.equal(who.includes(subject.id), decision);
      }
    }
  }
});

test('pages have every result once, whatever becomes of those before, and end with an empty token', async (t) => {
  const service = await startWithDoors(t);
  const ids: string[] = [];
  for (let index = 0; index < 7; index++) {
    service.clock.advance(1);
    ids.push(
      (await service.createToken({ role: index % 3 === 1 ? 'reader' : 'writer', serviceToken: true }))._id,
    );
  }
  const asker = await createAsker(service, allow(['viewToken'], 'service-token/*'));
  const question = { subject: { type: 'token' }, action: OPEN, resource: DOOR };
  const seen: string[] = [];
  let token: string | undefined;
  for (let page = 0; token !== ''; page++) {
    assert.ok(page < 7);
    const part = { ...(token === undefined ? { limit: 2 } : { token }) };
    const answer = await search(service, 'subject', { ...question, page: part }, { as: asker });
    assert.ok(answer.results.length <= 2, 'the limit stays');
    seen.push(...answer.results.map(({ id }) => id ?? ''));
    token = answer.page.next_token;
    if (page === 0) {
      await service.call({ method: 'DELETE', url: `/api/v2/tokens/${seen[1]}` });
      await service.createToken({ role: 'writer', serviceToken: true });
    }
  }
  assert.deepEqual(seen, ids.filter((_, index) => index % 3 !== 1).reverse());
  const none = await search(service, 'subject', { ...question, page: { limit: 0 } }, { as: asker });
  assert.deepEqual(none.results, []);
  assert.notEqual(none.page.next_token, '');
});

test('a page token means nothing for another question, another account or when it was changed', async (t) => {
  const service = await startWithDoors(t);
  const second = await addSecondAccount(service);
  const subject = {
    type: 'token',
    id: (await service.createToken({ role: 'writer', serviceToken: true }))._id,
  };
  const question = { subject, resource: DOOR };
  const { page } = await search(service, 'action', { ...question, page: { limit: 1 } });
  const next = page.next_token;
  const status = async (payload: object, token: unknown, as?: string) => {
    const body = { ...question, ...payload, page: { token } };
    const answer = await service.call({
      method: 'POST',
      url: `${PATH}/action`,
      payload: body,
      ...(as && { as }),
    });
    if (answer.statusCode === 400) assert.match(answer.json().message, /`page.token`/);
    return answer.statusCode;
  };
  assert.equal(await status({}, next), 200);
  assert.equal(await status({ context: { ip: '10.0.0.1' } }, next), 200, 'nothing depends on it');
  assert.equal(await status({ resource: { ...DOOR, id: 'back' } }, next), 400);
  assert.equal(await status({ resource: { ...DOOR, properties: { locked: true } } }, next), 400);
  assert.equal(await status({}, next, second.secret), 400);
  for (const wrong of ['', 'x', `A${next.slice(1)}`, next.slice(0, -4), 'A'.repeat(40)])
    assert.equal(await status({}, wrong), 400, wrong);
  assert.equal(await status({}, 1), 400);
});

test('a call decides on so many candidates at most, and the next page goes on', async (t) => {
  const service = await startWithDoors(t);
  const many = Array.from({ length: 60 }, (_, index) => index);
  for (let part = 0; part < 100; part++)
    await addRole(service, `r${part}`, allow(['look'], ...many.map((index) => `door/d${part}-${index}`)));
  const { _id } = await service.createToken({
    serviceToken: true,
    inlineRole: [allow(['open'], 'door/d99-*')],
  });
  const question = { subject: { type: 'token', id: _id }, action: OPEN, resource: { type: 'door' } };
  const first = await search(service, 'resource', question);
  assert.deepEqual(first.results, [], 'none of the first 5 000 of 6 000');
  const rest = await search(service, 'resource', { ...question, page: { token: first.page.next_token } });
  assert.deepEqual([rest.results.length, rest.page.next_token], [60, '']);
});

test('O2: nothing of another account is found, and its things are as unknown as any', async (t) => {
  const service = await startWithDoors(t);
  await addRole(service, 'keeper', allow(['open'], 'door/front'));
  await make(service, 'POST', '/api/v2/teams', { key: 'web', name: 'Web', customRoleKeys: ['keeper'] });
  const token = await service.createToken({ role: 'writer', serviceToken: true });
  const owner = (await service.call({ url: '/api/v2/caller-identity' })).json();
  const second = await addSecondAccount(service);
  const as = { as: second.secret };
  const theirs = (await service.call({ url: '/api/v2/caller-identity', ...as })).json();
  const acct = { type: 'acct', id: 'acct' };
  const may = { action: { name: 'viewAuditLog' }, resource: acct };
  const subjects = (type: string) => found(service, 'subject', { subject: { type }, ...may }, as);
  assert.deepEqual(await subjects('token'), [theirs.tokenId]);
  assert.deepEqual(await subjects('member'), [theirs.memberId]);
  assert.deepEqual(await subjects('team'), []);
  const whoOpens = (type: string) =>
    found(service, 'subject', { subject: { type: 'token' }, action: OPEN, resource: { ...DOOR, type } }, as);
  assert.deepEqual(
    await whoOpens('door'),
    await whoOpens('spaceship'),
    'a type of another account is unknown',
  );
  const ofSecond = { type: 'token', id: theirs.tokenId };
  const resources = (type: string, name: string) =>
    found(service, 'resource', { subject: ofSecond, action: { name }, resource: { type } }, as);
  assert.deepEqual(await resources('member', 'updateRole'), [theirs.memberId]);
  assert.deepEqual(await resources('service-token', 'resetAccessToken'), []);
  assert.deepEqual(await resources('team', 'deleteTeam'), []);
  assert.deepEqual(await resources('door', 'open'), []);
  assert.equal((await resources('role', 'deleteRole')).includes('keeper'), false);
  for (const [type, id, unknown] of [
    ['token', token._id, newObjectId()],
    ['token', owner.tokenId, newObjectId()],
    ['member', owner.memberId, newObjectId()],
    ['team', 'web', 'nobody'],
  ] as const) {
    for (const [what, asked] of [
      ['action', { resource: acct }],
      ['resource', { action: may.action, resource: { type: 'acct' } }],
    ] as const) {
      const bytes = (of: string) => search(service, what, { subject: { type, id: of }, ...asked }, as);
      assert.equal(
        JSON.stringify(await bytes(id)),
        JSON.stringify(await bytes(unknown)),
        `${what} of ${type}`,
      );
      assert.deepEqual((await bytes(id)).results, []);
    }
    const resource = (of: string) => ({ type: type === 'token' ? 'service-token' : type, id: of });
    const about = (of: string) =>
      search(service, 'action', { subject: ofSecond, resource: resource(of) }, as);
    assert.equal(JSON.stringify(await about(id)), JSON.stringify(await about(unknown)), `about ${type}`);
  }
});

test('a member whose roles are of another moment is read again, and never found by what they had not', async (t) => {
  const service = await startWithDoors(t);
  await addRole(service, 'nothing');
  const { member } = await service.addMember('admin', 'admin');
  await patchMember(service, member.id, [{ op: 'add', path: '/customRoles/-', value: 'nothing' }]);
  const { roles } = service.deployment.store.reads;
  const findHeldRolesOf = roles.findHeldRolesOf;
  let torn = 0;
  t.mock.method(roles, 'findHeldRolesOf', async (ids: readonly string[]) => {
    const held = new Map(await findHeldRolesOf(ids));
    const whole = held.get(member.id);
    if (whole === undefined) return held;
    torn++;
    return held.set(member.id, { ...whole, direct: [] });
  });
  const owner = (await service.call({ url: '/api/v2/caller-identity' })).json();
  for (const [type, expected] of [
    ['member', owner.memberId],
    ['token', owner.tokenId],
  ]) {
    const question = { subject: { type }, action: OPEN, resource: DOOR };
    assert.deepEqual(await found(service, 'subject', question), [expected]);
  }
  assert.equal(torn, 2);
});

test('four searches run at once, 32 wait, and more are asked to come again; evaluations go on', async (t) => {
  const service = await startWithDoors(t);
  const { teams } = service.deployment.store.reads;
  const listTeams = teams.listTeams;
  const held = Promise.withResolvers<void>();
  let running = 0;
  t.mock.method(teams, 'listTeams', async (accountId: string) => {
    running++;
    await held.promise;
    return listTeams(accountId);
  });
  const payload = { subject: { type: 'team' }, action: OPEN, resource: DOOR };
  const searches = Array.from({ length: 38 }, () =>
    service.call({ method: 'POST', url: `${PATH}/subject`, payload }),
  );
  const refused = await Promise.race(searches);
  assert.deepEqual([refused.statusCode, refused.json().code], [503, 'service_unavailable']);
  assert.equal(refused.headers['retry-after'], '1');
  assert.equal(running, 4);
  const question = { ...payload, subject: { type: 'team', id: 'web' } };
  const evaluated = await service.call({ method: 'POST', url: '/access/v1/evaluation', payload: question });
  assert.equal(evaluated.statusCode, 200);
  held.resolve();
  const codes = (await Promise.all(searches)).map(({ statusCode }) => statusCode);
  assert.equal(codes.filter((code) => code === 200).length, 36);
});

test('teams stand in one order whatever the database sorts by', async (t) => {
  const service = await startWithDoors(t);
  await addRole(service, 'keeper', allow(['open'], 'door/*'));
  const keys = ['A-b', 'a.c', 'aB', 'a_a'];
  for (const key of keys)
    await make(service, 'POST', '/api/v2/teams', { key, name: key, customRoleKeys: ['keeper'] });
  const { roles } = service.deployment.store.reads;
  const findHeldTeams = roles.findHeldTeams;
  t.mock.method(roles, 'findHeldTeams', async (...of: Parameters<typeof findHeldTeams>) =>
    [...(await findHeldTeams(...of))].reverse(),
  );
  const seen: unknown[] = [];
  for (let token: string | undefined; token !== ''; ) {
    const page = token === undefined ? { limit: 1 } : { token };
    const payload = { subject: { type: 'team' }, action: OPEN, resource: DOOR, page };
    const answer = await search(service, 'subject', payload);
    seen.push(...answer.results.map(({ id }) => id));
    token = answer.page.next_token;
  }
  assert.deepEqual(seen, keys.sort());
});
