import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestService, type TestService } from './test-service.ts';

const TOKENS = '/api/v2/tokens';
const READ_TOKENS = [{ effect: 'allow', resources: ['service-token/*'], actions: ['viewToken'] }];

function create(service: TestService, payload: object, as = service.ownerSecret) {
  return service.call({ method: 'POST', url: TOKENS, payload, as });
}

function tokenCount(service: TestService) {
  return service.query('select (select count(*) from tokens) as n, (select value from sequence) as number');
}

test('an inline policy comes back as it was sent: same order, same keys, same characters', async (t) => {
  const service = await startTestService(t);
  const inlineRole = [
    { effect: 'deny', resources: ['proj/*:env/*;{critical:true}:flag/*'], actions: ['*'] },
    {
      actions: ['updateOn', 'updateRules'],
      effect: 'allow',
      resources: ['proj/b:env/*:flag/*', 'proj/a:env/x:flag/y'],
    },
    { effect: 'allow', notResources: ['acct'], notActions: ['deleteProject'] },
  ];
  const response = await create(service, { inlineRole });
  assert.equal(response.statusCode, 201, response.body);
  const { _id, role } = response.json();
  assert.equal(role, undefined);
  for (const answer of [response, await service.call({ url: `${TOKENS}/${_id}` })]) {
    assert.deepEqual(
      answer.json().inlineRole,
      inlineRole.map((statement) => ({ ...statement })),
    );
    assert.equal(answer.json().customRoleIds.length, 0);
  }
});

test('a token may do what its policy says, and no more', async (t) => {
  const service = await startTestService(t);
  const shared = await service.createToken({ role: 'reader', serviceToken: true });
  const viewer = (await create(service, { inlineRole: READ_TOKENS, serviceToken: true })).json();
  const status = async (method: 'GET' | 'DELETE', url: string) =>
    (await service.call({ method, url, as: viewer.token })).statusCode;
  assert.equal(await status('GET', `${TOKENS}/${shared._id}`), 200);
  assert.equal(await status('DELETE', `${TOKENS}/${shared._id}`), 403);
  assert.equal((await create(service, { role: 'reader', serviceToken: true }, viewer.token)).statusCode, 403);

  const cleaner = (
    await create(service, {
      serviceToken: true,
      inlineRole: [{ effect: 'allow', resources: ['service-token/*'], actions: ['deleteAccessToken'] }],
    })
  ).json();
  const deleted = await service.call({ method: 'DELETE', url: `${TOKENS}/${shared._id}`, as: cleaner.token });
  assert.equal(deleted.statusCode, 204);
});

test('a wrong policy is refused at the place of its first mistake, with all of them listed', async (t) => {
  const service = await startTestService(t);
  const before = tokenCount(service);
  for (const [statement, message] of [
    [{ effect: 'allow', resources: ['proj/*'] }, /statement 1/],
    [{ effect: 'permit', resources: ['proj/*'], actions: ['*'] }, /`effect`|effect/],
    [{ effect: 'allow', resources: ['proj/*:env/*;qa_*:/flag/*'], actions: ['*'] }, /proj|flag/],
    [{ effect: 'allow', resources: ['service-tokn/*'], actions: ['*'] }, /`service-token`/],
    [
      { effect: 'allow', resources: ['service-token/*'], actions: ['deleteAccesToken'] },
      /`deleteAccessToken`/,
    ],
  ] as const) {
    const response = await create(service, { inlineRole: [statement] });
    assert.equal(response.statusCode, 400, response.body);
    assert.match(response.json().message, /^`inlineRole`: /);
    assert.match(response.json().message, message);
    assert.ok(response.json().reason.problems.length > 0);
  }
  assert.deepEqual(tokenCount(service), before);
});

test('P2, P3: nobody gives by a policy what they do not hold, and learns what is missing', async (t) => {
  const service = await startTestService(t);
  const { secret: admin } = await service.addMember('admin', 'admin');
  const before = tokenCount(service);
  for (const inlineRole of [
    [{ effect: 'allow', resources: ['acct'], actions: ['updateAccountOwner'] }],
    [{ effect: 'allow', resources: ['acct'], actions: ['*'] }],
    [{ effect: 'allow', notResources: ['proj/x'], actions: ['*'] }],
    [
      { effect: 'allow', resources: ['acct'], notActions: ['getPaymentCard'] },
      { effect: 'deny', resources: ['acct'], actions: ['updatePaymentCard'] },
    ],
  ]) {
    for (const serviceToken of [false, true]) {
      const response = await create(service, { inlineRole, serviceToken }, admin);
      assert.equal(response.statusCode, 403, response.body);
      const { access, reason } = response.json();
      assert.equal(access.resource, 'acct');
      assert.equal(reason.kind, 'not_held');
      assert.equal(reason.witness.action, access.action);
    }
  }
  assert.deepEqual(tokenCount(service), before);
  const held = [{ effect: 'allow', resources: ['member/*:token/*', 'service-token/*'], actions: ['*'] }];
  assert.equal((await create(service, { inlineRole: held, serviceToken: true }, admin)).statusCode, 201);
});

test('a narrow token gives exactly what it holds', async (t) => {
  const service = await startTestService(t);
  const inlineRole = [
    { effect: 'allow', resources: ['service-token/*'], actions: ['createAccessToken', 'viewToken'] },
    { effect: 'allow', resources: ['proj/web*'], actions: ['viewProject', 'updateTags'] },
  ];
  const { token } = (await create(service, { inlineRole, serviceToken: true })).json();
  const give = async (resources: string[], actions: string[]) =>
    create(service, { serviceToken: true, inlineRole: [{ effect: 'allow', resources, actions }] }, token);
  assert.equal((await give(['proj/web-1', 'proj/webshop*'], ['updateTags', 'viewProject'])).statusCode, 201);
  const wider = await give(['proj/we*'], ['updateTags', 'viewProject']);
  assert.equal(wider.statusCode, 403);
  assert.match(wider.json().access.resource, /^proj\/we/);
  assert.equal((await give(['proj/web-1'], ['viewProject', 'deleteProject'])).statusCode, 403);
  assert.equal((await create(service, { serviceToken: true, role: 'reader' }, token)).statusCode, 403);
});

test('a policy that is too hard to compare is no way out of a narrow scope', async (t) => {
  const service = await startTestService(t);
  const { analyst } = service.deployment;
  const prototype = Object.getPrototypeOf(analyst);
  const { contains } = prototype;
  const narrow = [
    { effect: 'allow', resources: ['member/*:token/*', 'service-token/*'], actions: ['createAccessToken'] },
  ];
  const { token } = (await create(service, { inlineRole: narrow })).json();
  const everything = [{ effect: 'allow', resources: ['*'], actions: ['*'] }];
  t.mock.method(prototype, 'contains', async (...words: Parameters<typeof contains>) => {
    const isTheGrant = JSON.stringify(words[1]).includes('inlineRole');
    return isTheGrant ? { verdict: 'not_provable', reason: 'too hard' } : contains.apply(analyst, words);
  });
  const before = tokenCount(service);
  for (const serviceToken of [false, true]) {
    const response = await create(service, { inlineRole: everything, serviceToken }, token);
    assert.equal(response.statusCode, 403, response.body);
    assert.equal(response.json().reason.kind, 'not_provable');
  }
  assert.deepEqual(tokenCount(service), before);

  const own = await create(service, { inlineRole: everything });
  assert.equal(own.statusCode, 201, own.body);
  assert.deepEqual(own.json().warnings, [{ code: 'not_provable', message: 'too hard' }]);
  const shared = await create(service, { inlineRole: everything, serviceToken: true });
  assert.equal(shared.statusCode, 403);
});
