/** Decisions that others enforce: about whom, by what, and what the answer tells. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newObjectId } from '../src/object-id.ts';
import { patchMember } from './member-calls.ts';
import { createVerifier } from './oauth-calls.ts';
import { addSecondAccount } from './second-account.ts';
import { type CallOptions, startTestService, type TestService } from './test-service.ts';
import { TOKENS } from './token-calls.ts';

const DOOR = { type: 'door', id: 'front' } as const;
const OPEN = { name: 'open' } as const;

async function declareDoor(service: TestService): Promise<void> {
  const payload = { tags: true, flags: ['locked'], actions: { open: 'write', look: 'read' } };
  const made = await service.call({ method: 'PUT', url: '/api/v2/resource-types/door', payload });
  assert.equal(made.statusCode, 201, made.body);
}

async function evaluate(service: TestService, payload: object, options: CallOptions = {}) {
  const answer = await service.call({ method: 'POST', url: '/access/v1/evaluation', payload, ...options });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json();
}

async function evaluateMany(service: TestService, payload: object) {
  const answer = await service.call({ method: 'POST', url: '/access/v1/evaluations', payload });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json().evaluations;
}

const token = (id: string) => ({ type: 'token', id });
const allowed = { decision: true, context: { reason: 'allow' } };
const denied = (reason: string) => ({ decision: false, context: { reason } });
const inline = (...statements: object[]) => ({ serviceToken: true, inlineRole: statements });

test('a token is decided by what it may do now, and one that does not work may do nothing', async (t) => {
  const service = await startTestService(t);
  await declareDoor(service);
  const verifier = { as: await createVerifier(service) };
  const writer = await service.createToken({ role: 'writer', serviceToken: true });
  const ask = (id: string, action = 'open') =>
    evaluate(service, { subject: token(id), action: { name: action }, resource: DOOR }, verifier);
  assert.deepEqual(await ask(writer._id), allowed);
  const reader = await service.createToken({ role: 'reader', serviceToken: true });
  assert.deepEqual(await ask(reader._id), denied('implicit_deny'));
  assert.deepEqual(await ask(reader._id, 'look'), allowed);
  const payload = [{ op: 'replace', path: '/disabled', value: true }];
  await service.call({ method: 'PATCH', url: `${TOKENS}/${writer._id}`, payload });
  assert.deepEqual(await ask(writer._id), denied('token_inactive'));
  await service.call({ method: 'DELETE', url: `${TOKENS}/${reader._id}` });
  for (const id of [reader._id, newObjectId(), writer.token, '*'])
    assert.deepEqual(await ask(id), denied('token_inactive'), id);
});

test('a personal token that asks for more than its member may says so', async (t) => {
  const service = await startTestService(t);
  await declareDoor(service);
  const { member, secret } = await service.addMember('writer', 'writer');
  const id = (await service.call({ url: '/api/v2/caller-identity', as: secret })).json().tokenId;
  const ask = async (subject: object) => {
    const { decision, context } = await evaluate(service, { subject, action: OPEN, resource: DOOR });
    return [decision, context.reason];
  };
  assert.deepEqual(await ask(token(id)), [true, 'allow']);
  assert.deepEqual(await ask({ type: 'member', id: member.id }), [true, 'allow']);
  await patchMember(service, member.id, [{ op: 'replace', path: '/role', value: 'reader' }]);
  assert.deepEqual(await ask(token(id)), [false, 'exceeds_member']);
  assert.deepEqual(await ask({ type: 'member', id: member.id }), [false, 'implicit_deny']);
  await service.call({ method: 'DELETE', url: `/api/v2/members/${member.id}` });
  assert.deepEqual(await ask(token(id)), [false, 'token_inactive']);
  assert.deepEqual(await ask({ type: 'member', id: member.id }), [false, 'unknown_subject']);
});

test('a token whose holder was removed with custom roles is a token that does not work', async (t) => {
  const service = await startTestService(t);
  await declareDoor(service);
  const { member, secret } = await service.addMember('writer', 'writer');
  const id = (await service.call({ url: '/api/v2/caller-identity', as: secret })).json().tokenId;
  const role = { key: 'porter', name: 'Porter', policy: [] };
  await service.call({ method: 'POST', url: '/api/v2/roles', payload: role });
  await patchMember(service, member.id, [{ op: 'add', path: '/customRoles/-', value: 'porter' }]);
  await service.call({ method: 'DELETE', url: `/api/v2/members/${member.id}` });
  const answer = await evaluate(service, { subject: token(id), action: OPEN, resource: DOOR });
  assert.deepEqual(answer, denied('token_inactive'));
});

test('a team is decided by what belonging to it gives, at once after an edit', async (t) => {
  const service = await startTestService(t);
  await declareDoor(service);
  const policy = [{ effect: 'allow', resources: ['door/*'], actions: ['open'] }];
  const role = { key: 'keeper', name: 'Keeper', policy };
  await service.call({ method: 'POST', url: '/api/v2/roles', payload: role });
  const team = { key: 'web', name: 'Web', customRoleKeys: ['keeper'] };
  await service.call({ method: 'POST', url: '/api/v2/teams', payload: team });
  const ask = async (id: string) =>
    (await evaluate(service, { subject: { type: 'team', id }, action: OPEN, resource: DOOR })).context.reason;
  assert.equal(await ask('web'), 'allow');
  const edit = [{ op: 'replace', path: '/policy', value: [] }];
  await service.call({ method: 'PATCH', url: '/api/v2/roles/keeper', payload: edit });
  assert.equal(await ask('web'), 'implicit_deny');
  assert.equal(await ask('nobody'), 'unknown_subject');
});

test('tags, texts and flags of the question are those of the resource, as far as its type declares them', async (t) => {
  const service = await startTestService(t);
  await declareDoor(service);
  const made = await service.createToken(
    inline(
      { effect: 'allow', resources: ['door/*;blue'], actions: ['open'] },
      { effect: 'allow', resources: ['door/*;state.ajar'], actions: ['open'] },
      { effect: 'allow', resources: ['door/*;{locked:false}'], actions: ['open'] },
    ),
  );
  const ask = async (properties: object, resource: object = DOOR) =>
    (
      await evaluate(service, {
        subject: token(made._id),
        action: OPEN,
        resource: { ...resource, properties },
      })
    ).decision;
  for (const properties of [
    { tags: ['blue', 'x'] },
    { tags: { door: ['blue'] } },
    { state: 'ajar' },
    { locked: false },
  ])
    assert.equal(await ask(properties), true, JSON.stringify(properties));
  for (const properties of [
    {},
    { tags: 'blue' },
    { tags: [1] },
    { state: ['ajar'] },
    { locked: true },
    { locked: 'false' },
    { open: false },
  ])
    assert.equal(await ask(properties), false, JSON.stringify(properties));
  const named = { type: 'door', id: 'door/front' };
  assert.equal(await ask({ locked: false }, named), true, 'the whole name means the same');
});

test('an id that names nothing of its type is denied, whatever the rights', async (t) => {
  const service = await startTestService(t);
  await declareDoor(service);
  const owner = await service.createToken({ role: 'owner', serviceToken: true });
  const subject = token(owner._id);
  for (const resource of [
    { type: 'door', id: 'flag/front' },
    { type: 'door', id: 'door/front:flag/x' },
    { type: 'door', id: 'door/*' },
    { type: 'door', id: '../acct' },
    { type: 'door', id: 'a b' },
    { type: '*', id: 'x' },
  ]) {
    const answer = await evaluate(service, { subject, action: OPEN, resource });
    assert.deepEqual(answer, denied('unknown_resource'), JSON.stringify(resource));
  }
  const account = { subject, action: { name: 'viewAuditLog' }, resource: { type: 'acct', id: 'acct' } };
  assert.equal((await evaluate(service, account)).decision, true);
});

test('the tags of a token are those that are stored, whatever the question says', async (t) => {
  const service = await startTestService(t);
  const tagged = await service.createToken({ role: 'reader', serviceToken: true, tags: ['ci'] });
  const plain = await service.createToken({ role: 'reader', serviceToken: true });
  const cleaner = await service.createToken(
    inline({ effect: 'allow', resources: ['service-token/*;ci'], actions: ['deleteAccessToken'] }),
  );
  const ask = async (id: string, properties: object) =>
    (
      await evaluate(service, {
        subject: token(cleaner._id),
        action: { name: 'deleteAccessToken' },
        resource: { type: 'service-token', id, properties },
      })
    ).decision;
  assert.equal(await ask(tagged._id, {}), true);
  assert.equal(await ask(plain._id, { tags: ['ci'] }), false);
  assert.equal(await ask(plain._id, { tags: { 'service-token': ['ci'] } }), false);
});

test('three semantics: all, until the first denial, until the first permission', async (t) => {
  const service = await startTestService(t);
  await declareDoor(service);
  const reader = await service.createToken({ role: 'reader', serviceToken: true });
  const [look, open, broken] = [{ action: { name: 'look' } }, { action: OPEN }, { action: 1 }];
  const ask = async (semantic: string | undefined, ...evaluations: object[]) =>
    (
      await evaluateMany(service, {
        subject: token(reader._id),
        resource: DOOR,
        evaluations,
        ...(semantic !== undefined && { options: { evaluations_semantic: semantic, other: 1 } }),
      })
    ).map(({ decision }: { decision: boolean }) => decision);
  assert.deepEqual(await ask(undefined, open, look, broken, look), [false, true, false, true]);
  assert.deepEqual(await ask('execute_all', look, open, look), [true, false, true]);
  assert.deepEqual(await ask('deny_on_first_deny', look, open, look), [true, false]);
  assert.deepEqual(await ask('deny_on_first_deny', look, broken, look), [true, false]);
  assert.deepEqual(await ask('permit_on_first_permit', open, broken, look, open), [false, false, true]);
  const refused = await service.call({
    method: 'POST',
    url: '/access/v1/evaluations',
    payload: { evaluations: [look], options: { evaluations_semantic: 'any' } },
  });
  assert.equal(refused.statusCode, 400);
  const many = { evaluations: Array.from({ length: 101 }, () => look) };
  assert.equal(
    (await service.call({ method: 'POST', url: '/access/v1/evaluations', payload: many })).statusCode,
    400,
  );
});

test('an entity of a question replaces the common one with its properties, and takes names only from it', async (t) => {
  const service = await startTestService(t);
  await declareDoor(service);
  const made = await service.createToken(
    inline({ effect: 'allow', resources: ['door/*;blue'], actions: ['open'] }),
  );
  const answers = await evaluateMany(service, {
    subject: token(made._id),
    action: OPEN,
    resource: { ...DOOR, properties: { tags: ['blue'] } },
    evaluations: [{}, { resource: { id: 'back' } }, { resource: { properties: { tags: ['blue'] } } }],
  });
  assert.deepEqual(
    answers.map(({ decision }: { decision: boolean }) => decision),
    [true, false, true],
  );
});

test('who asks needs `evaluatePolicy`, and sees which statement decided only with `viewRole`', async (t) => {
  const service = await startTestService(t);
  await declareDoor(service);
  const policy = [{ effect: 'deny', resources: ['door/*'], actions: ['open'] }];
  const role = { key: 'porter', name: 'Porter', policy };
  await service.call({ method: 'POST', url: '/api/v2/roles', payload: role });
  const held = await service.createToken({ serviceToken: true, customRoleIds: ['porter'] });
  const question = { subject: token(held._id), action: OPEN, resource: DOOR };
  const statement = { role: 'porter', index: 0 };
  assert.deepEqual(await evaluate(service, question), {
    decision: false,
    context: { reason: 'explicit_deny', statement },
  });
  const verifier = await createVerifier(service);
  assert.deepEqual(await evaluate(service, question, { as: verifier }), denied('explicit_deny'));
  for (const url of ['/access/v1/evaluation', '/access/v1/evaluations']) {
    const refused = await service.call({ method: 'POST', url, payload: question, as: held.token });
    assert.deepEqual([refused.statusCode, refused.json().access?.action], [403, 'evaluatePolicy']);
    const nobody = await service.call({ method: 'POST', url, payload: question, as: null });
    assert.deepEqual([nobody.statusCode, nobody.headers['www-authenticate']], [401, 'Bearer']);
  }
});

test('a member who loses a role while the question is answered never has what the role took away', async (t) => {
  const service = await startTestService(t);
  await declareDoor(service);
  const verifier = { as: await createVerifier(service) };
  const { member } = await service.addMember('admin', 'reader');
  const role = {
    key: 'looks',
    name: 'looks',
    policy: [{ effect: 'allow', resources: ['door/*'], actions: ['look'] }],
  };
  const made = await service.call({ method: 'POST', url: '/api/v2/roles', payload: role });
  assert.equal(made.statusCode, 201, made.body);
  await patchMember(service, member.id, [{ op: 'add', path: '/customRoles/-', value: 'looks' }]);
  const { roles } = service.deployment.store.reads;
  const findHeldRoles = roles.findHeldRoles;
  let isFirst = true;
  t.mock.method(roles, 'findHeldRoles', async (...of: Parameters<typeof findHeldRoles>) => {
    const held = await findHeldRoles(...of);
    if (!isFirst || !('memberId' in of[0])) return held;
    isFirst = false;
    return { ...held, direct: [] };
  });
  const answer = await evaluate(
    service,
    { subject: { type: 'member', id: member.id }, action: OPEN, resource: DOOR },
    verifier,
  );
  assert.equal(isFirst, false);
  assert.deepEqual(answer, denied('implicit_deny'));
});

test('O2: tokens, members and teams of another account are as unknown as any', async (t) => {
  const service = await startTestService(t);
  await declareDoor(service);
  const second = await addSecondAccount(service);
  const owner = (await service.call({ url: '/api/v2/caller-identity' })).json();
  const team = { key: 'web', name: 'Web' };
  await service.call({ method: 'POST', url: '/api/v2/teams', payload: team });
  const ask = async (subject: object) =>
    JSON.stringify(
      await evaluate(
        service,
        { subject, action: { name: 'viewAuditLog' }, resource: { type: 'acct', id: 'acct' } },
        { as: second.secret },
      ),
    );
  const askMany = async (subject: object) => {
    const question = { action: { name: 'viewAuditLog' }, resource: { type: 'acct', id: 'acct' } };
    const payload = { ...question, evaluations: [{ subject }, { subject, action: { name: 'x' } }] };
    const url = '/access/v1/evaluations';
    return (await service.call({ method: 'POST', url, payload, as: second.secret })).body;
  };
  for (const [type, id] of [
    ['token', owner.tokenId],
    ['member', owner.memberId],
    ['team', 'web'],
  ]) {
    assert.equal(await ask({ type, id }), await ask({ type, id: newObjectId() }), type);
    assert.equal(await askMany({ type, id }), await askMany({ type, id: newObjectId() }), type);
    assert.match(await ask({ type, id }), /"decision":false/);
  }
});
