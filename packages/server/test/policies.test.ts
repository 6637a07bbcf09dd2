import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patchMember } from './member-calls.ts';
import { startTestService, type TestService } from './test-service.ts';

const POLICIES = '/api/v2/policies';
const FLAGS = [
  { effect: 'allow', resources: ['proj/*'], actions: ['viewProject'] },
  { effect: 'allow', resources: ['proj/*:env/*:flag/*'], actions: ['update*'] },
  { effect: 'deny', resources: ['proj/*:env/production:flag/*'], actions: ['*'] },
];
const UPDATE_IN_PRODUCTION = { action: 'updateOn', resource: 'proj/web:env/production:flag/f' };
const UPDATE_IN_TEST = { action: 'updateOn', resource: 'proj/web:env/test:flag/f' };

function ask(service: TestService, question: string, payload: object, as = service.ownerSecret) {
  return service.call({ method: 'POST', url: `${POLICIES}/${question}`, payload, as });
}

test('a decision is explained: what decided, and in words', async (t) => {
  const service = await startTestService(t);
  const response = await ask(service, 'explain', {
    subject: { policy: FLAGS },
    requests: [
      UPDATE_IN_TEST,
      UPDATE_IN_PRODUCTION,
      { action: 'deleteFlag', resource: UPDATE_IN_TEST.resource },
    ],
  });
  assert.equal(response.statusCode, 200, response.body);
  const [allowed, denied, implicit] = response.json().items;
  assert.equal(allowed.allowed, true);
  assert.deepEqual([allowed.decision.outcome, allowed.decision.statement], ['allow', 1]);
  assert.deepEqual([denied.decision.outcome, denied.decision.statement], ['explicit_deny', 2]);
  assert.match(denied.sentence, /^Denied/);
  assert.equal(implicit.decision.outcome, 'implicit_deny');
  assert.equal(implicit.nearMisses[0].failing, 'action');
  assert.ok(implicit.smallestChange.edits.length > 0);
  assert.equal(response.body.includes('undefined'), false);
});

test('a mode without the view guard is asked for by name', async (t) => {
  const service = await startTestService(t);
  const subject = { policy: [FLAGS[1]] };
  const answer = async (mode: string) =>
    (await ask(service, 'explain', { subject, requests: [UPDATE_IN_TEST], mode })).json().items[0].allowed;
  assert.equal(await answer('effective'), false);
  assert.equal(await answer('raw'), true);
  const raw = await ask(service, 'explain', { subject, requests: [UPDATE_IN_TEST], mode: 'raw' });
  assert.match(raw.json().items[0].sentence, /^Allowed by its statements; where views are asked for: Denied/);
});

test("one's own token and member may be asked about, others' need evaluatePolicy", async (t) => {
  const service = await startTestService(t);
  const { secret, member } = await service.addMember('writer', 'writer');
  const { tokenId } = (await service.call({ url: '/api/v2/caller-identity', as: secret })).json();
  const shared = await service.createToken({ role: 'reader', serviceToken: true });
  const hidden = await service.createToken({ role: 'reader' });
  const requests = [{ action: 'createProject', resource: 'proj/x' }];
  const status = async (choice: object, as: string) =>
    (await ask(service, 'explain', { ...choice, requests }, as)).statusCode;

  const own = await ask(service, 'explain', { tokenId, requests }, secret);
  assert.equal(own.json().items[0].allowed, true);
  assert.equal(await status({ memberId: member.id }, secret), 200);
  assert.equal(await status({ tokenId: shared._id }, secret), 403);
  assert.equal(await status({ tokenId: hidden._id }, secret), 404);
  assert.equal(await status({ memberId: String(hidden.memberId) }, secret), 403);
  assert.equal(await status({ tokenId: hidden._id }, service.ownerSecret), 200);
  assert.equal(await status({ memberId: member.id }, service.ownerSecret), 200);
  assert.equal(await status({ memberId: '0'.repeat(24) }, service.ownerSecret), 404);
  assert.equal(await status({ tokenId: '0'.repeat(24) }, service.ownerSecret), 404);

  service.query(`update members set role = 'reader', version = version + 1 where id = '${member.id}'`);
  const shrunk = await ask(service, 'explain', { tokenId, requests });
  assert.equal(shrunk.json().items[0].allowed, false);
  assert.deepEqual(shrunk.json().items[0].refusedBy, ['holder']);
});

test('a member, or a token, that loses a role while it is explained never has what the role took away', async (t) => {
  const service = await startTestService(t);
  const { member } = await service.addMember('admin', 'admin');
  const weak = { key: 'weak', name: 'weak', policy: [] };
  await service.call({ method: 'POST', url: '/api/v2/roles', payload: weak });
  await patchMember(service, member.id, [{ op: 'add', path: '/customRoles/-', value: 'weak' }]);
  const [own] = (await service.call({ url: '/api/v2/tokens?showAll=true' }))
    .json()
    .items.filter(({ memberId }: { memberId: string }) => memberId === member.id);
  const { roles } = service.deployment.store.reads;
  const findHeldRoles = roles.findHeldRoles;
  for (const choice of [{ memberId: member.id }, { tokenId: own._id }]) {
    let isFirst = true;
    const mocked = t.mock.method(roles, 'findHeldRoles', async (...of: Parameters<typeof findHeldRoles>) => {
      const held = await findHeldRoles(...of);
      if (!isFirst || of[0].memberId !== member.id) return held;
      isFirst = false;
      return { ...held, direct: [] };
    });
    const requests = [{ action: 'createProject', resource: 'proj/x' }];
    const answer = await ask(service, 'explain', { ...choice, requests });
    mocked.mock.restore();
    assert.equal(isFirst, false);
    assert.equal(answer.json().items[0].allowed, false, JSON.stringify(choice));
  }
});

test('a draft is tried on requests before it takes effect', async (t) => {
  const service = await startTestService(t);
  const response = await ask(service, 'simulate', {
    from: { subject: { policy: FLAGS } },
    to: { subject: { policy: FLAGS.slice(0, 2) } },
    requests: [UPDATE_IN_TEST, UPDATE_IN_PRODUCTION],
  });
  assert.equal(response.statusCode, 200, response.body);
  const { changed, items } = response.json();
  assert.equal(changed, 1);
  assert.deepEqual(
    items.map(({ before, after }: Record<string, boolean>) => [before, after]),
    [
      [true, true],
      [false, true],
    ],
  );
});

test('a policy is validated with the place of each mistake', async (t) => {
  const service = await startTestService(t);
  const good = await ask(service, 'validate', { policy: FLAGS });
  assert.deepEqual(good.json(), { valid: true, problems: [] });
  const bad = await ask(service, 'validate', {
    policy: [
      FLAGS[0],
      { effect: 'allow', resources: ['proj/*:env/*;qa_*:/flag/*'], actions: ['updateOn'] },
      { effect: 'allow', resources: ['member/*'], actions: ['viewMembr'] },
    ],
  });
  const { valid, problems } = bad.json();
  assert.equal(valid, false);
  assert.deepEqual(
    problems.map(({ statement, code }: Record<string, unknown>) => [statement, code]),
    [
      [1, 'malformed-specifier'],
      [2, 'unknown-action'],
    ],
  );
  assert.deepEqual(problems[0].replacement, ['proj/*:env/*;qa_*:flag/*']);
  for (const policy of [null, 7, 'x', {}, [null], [[]]]) {
    const response = await ask(service, 'validate', { policy });
    assert.equal(response.statusCode, 200, response.body);
    assert.equal(response.json().valid, false);
  }
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of the policy language
  const placeholder = [{ effect: 'allow', resources: ['proj/${roleAttribute/p}'], actions: ['viewProject'] }];
  const forToken = async (kind: string) =>
    (await ask(service, 'validate', { policy: placeholder, forToken: kind })).json().valid;
  assert.deepEqual([await forToken('personal'), await forToken('service')], [true, false]);
});

test('a policy is linted: a statement that decides nothing is found', async (t) => {
  const service = await startTestService(t);
  const response = await ask(service, 'lint', { policy: [...FLAGS, FLAGS[0]] });
  assert.equal(response.statusCode, 200, response.body);
  const { items } = response.json();
  assert.ok(
    items.some(({ code }: { code: string }) => /redundant/.test(code)),
    response.body,
  );
  assert.deepEqual((await ask(service, 'lint', { policy: FLAGS.slice(0, 2) })).json().items, []);
  const invalid = await ask(service, 'lint', { policy: [{ effect: 'allow' }] });
  assert.equal(invalid.statusCode, 400);
  assert.match(invalid.json().message, /^`policy`: /);
});

test('a change of a policy is said as what is gained and lost, with an example each', async (t) => {
  const service = await startTestService(t);
  const response = await ask(service, 'diff', {
    from: { policy: FLAGS },
    to: {
      policy: [FLAGS[0], { effect: 'allow', resources: ['proj/*:env/*:flag/*'], actions: ['updateOn'] }],
    },
  });
  assert.equal(response.statusCode, 200, response.body);
  const { gained, lost, isComplete } = response.json();
  assert.equal(isComplete, true);
  assert.match(gained[0].example.resource, /env\/production/);
  assert.ok(lost.length > 0);
  const same = await ask(service, 'diff', { from: { policy: FLAGS }, to: { policy: [...FLAGS].reverse() } });
  assert.deepEqual(same.json(), { gained: [], lost: [], isComplete: true });
});

test('a wrong question is named, and nothing is stored by any', async (t) => {
  const service = await startTestService(t);
  const before = service.query('select value from sequence');
  const requests = [UPDATE_IN_TEST];
  for (const [question, payload, message] of [
    ['explain', { requests }, /exactly one of `subject`, `tokenId` and `memberId`/],
    ['explain', { subject: {}, requests }, /`subject`/],
    ['explain', { subject: { policy: FLAGS }, tokenId: 'x', requests }, /exactly one/],
    ['explain', { subject: { policy: FLAGS, token: { role: 'reader' } }, requests }, /`subject`/],
    ['explain', { subject: { token: {} }, requests }, /`subject.token`/],
    ['explain', { subject: { policy: [{ effect: 'allow' }] }, requests }, /`subject.policy`/],
    [
      'explain',
      { subject: { member: { role: 'reader', customRoles: ['keyward-none'] } }, requests },
      /`keyward-none`/,
    ],
    ['explain', { subject: { policy: FLAGS }, requests: [] }, /`requests`/],
    ['explain', { subject: { policy: FLAGS }, requests: [{ action: 'x' }] }, /`resource`/],
    ['explain', { subject: { policy: FLAGS }, requests, extra: 1 }, /unknown field `extra`/],
    ['diff', { from: { policy: FLAGS } }, /`to`/],
  ] as const) {
    const response = await ask(service, question, payload);
    assert.equal(response.statusCode, 400, response.body);
    assert.match(response.json().message, message);
  }
  assert.equal((await ask(service, 'explain', { requests }, '')).statusCode, 401);
  assert.deepEqual(service.query('select value from sequence'), before);
});
